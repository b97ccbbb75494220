import type { KlarnaClient } from "../../klarna"
import type { OrderLine } from "../../klarna/types"
import { capturesInLedger, closeOperation, noteDoubt, type Operation, refundedByUs } from "../../ledger"
import { captureMadeElsewhere, isRefundMadeElsewhere } from "../../mapping/adoption"
import { toMinor } from "../../mapping/money"
import { movedInMedusa } from "./look-ups"
import type { ProviderRoom } from "./room"

/*
 * What somebody did in Klarna's portal, or through another system, and Medusa only has to record.
 */

/** Already done is success, after reading Klarna: somebody gave this money back, and no refund of ours accounts for it. Minor units. */
export async function wasRefundedElsewhere(
  { knex }: Pick<ProviderRoom, "knex">,
  client: KlarnaClient,
  klarna_order_id: string,
  amount: number
): Promise<boolean> {
  const { data: order } = await client.orders.read(klarna_order_id)
  return order.refunded_amount - (await refundedByUs(knex, klarna_order_id)) >= amount
}

interface Elsewhere {
  /** Klarna's id of it. */
  result_id?: string
  /** As Klarna has them; never the ones that we would have told. */
  order_lines?: OrderLine[]
}

/** Then nothing is sent. */
export async function recordAsElsewhere(
  { knex }: Pick<ProviderRoom, "knex">,
  operation: Operation,
  { result_id, order_lines }: Elsewhere = {}
): Promise<void> {
  const asked = { ...operation.asked, order_lines, made_elsewhere: true }
  await closeOperation(knex, operation, "accepted", { ...(result_id && { result_id }), asked })
}

/**
 * For what a dying process left half done: the merchant may have read that it was missing, and made it in Klarna's portal.
 * @returns true when they did, and nothing is left to send
 * @throws KlarnaError when Klarna cannot be read: then nothing is sent either
 */
export async function takeOverElsewhere(
  { knex }: Pick<ProviderRoom, "knex">,
  client: KlarnaClient,
  operation: Operation
): Promise<boolean> {
  const found = await lookFor(knex, client, operation).catch(async (error) => {
    await closeOperation(knex, operation, "failed")
    throw error
  })
  if (!found) return false
  await recordAsElsewhere({ knex }, operation, found)
  await noteDoubt(knex, operation.klarna_order_id as string)
  return true
}

async function lookFor(
  knex: ProviderRoom["knex"],
  client: KlarnaClient,
  { klarna_order_id, order_id, kind, asked }: Operation
): Promise<Elsewhere | undefined> {
  const { data: order } = await client.orders.read(klarna_order_id as string)
  const moved = await movedInMedusa(knex, kind as "capture" | "refund", order_id ?? "", order.order_id)
  const inMedusa = toMinor(moved, order.purchase_currency)
  if (kind === "refund") {
    const byUs = await refundedByUs(knex, order.order_id)
    return isRefundMadeElsewhere(order, { byUs, inMedusa }, asked.refunded_amount as number) ? {} : undefined
  }
  const ledger = await capturesInLedger(knex, order.order_id)
  const same = captureMadeElsewhere(order, { ledger, inMedusa }, asked.captured_amount as number)
  return same && { result_id: same.capture_id, order_lines: same.order_lines }
}
