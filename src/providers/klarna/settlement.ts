import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { lastAmountOperation } from "../../ledger"
import { toMinor } from "../../mapping/money"
import { accountThatSold } from "./accounts"
import { movedInMedusa, orderOfCollection, sessionById } from "./look-ups"
import { NOTHING_FROM_THE_BROWSER } from "./payment-data"
import type { ProviderRoom } from "./room"

/**
 * The payment follows (docs/decisions/0003): after an accepted change the sync opens a session on the order's new payment collection,
 * for a Klarna order that exists already. Core passes `context` from server code only, so a browser cannot get here.
 */
const settlementContext = z.object({
  klarna_order_id: z.string().min(1),
  medusa_order_id: z.string().min(1),
  account_id: z.string(),
  environment: z.string(),
  region: z.string(),
})
export type SettlementContext = z.infer<typeof settlementContext>

/** The sync's word that this session settles an existing Klarna order; undefined for every ordinary session. */
export function settlementOf(context: unknown): SettlementContext | undefined {
  const settles = (context as { klarna_settlement?: unknown } | undefined)?.klarna_settlement
  return settles === undefined ? undefined : settlementContext.parse(settles)
}

/** What the new payment remembers. */
export function settlementData(settlement: SettlementContext): Record<string, unknown> {
  return { ...NOTHING_FROM_THE_BROWSER, ...settlement }
}

/**
 * Is the session's amount covered by what Klarna guarantees for this order? The accepted ledger row says so; Klarna is read only when
 * that one does not.
 * @throws MedusaError (400) when it is not
 */
export async function verifySettlement(
  room: ProviderRoom,
  settlement: SettlementContext,
  session_id: string | undefined
): Promise<void> {
  const session = session_id ? await sessionById(room.knex, session_id) : undefined
  const order = session && (await orderOfCollection(room.knex, session.payment_collection_id))
  if (!session || order?.order_id !== settlement.medusa_order_id)
    throw notCovered("the session belongs to another order")

  const wanted = {
    amount: toMinor(session.amount, session.currency_code),
    currency: session.currency_code.toUpperCase(),
  }
  if (await coveredByLedger(room, settlement, wanted)) return
  if (await coveredByKlarna(room, settlement, wanted)) return
  throw notCovered("Klarna guarantees less than the session's amount, or another currency")
}

/** Minor units. */
interface Wanted {
  amount: number
  currency: string
}

/** What we set last and Klarna accepted, captures taken off: no call needed. */
async function coveredByLedger(room: ProviderRoom, settlement: SettlementContext, wanted: Wanted): Promise<boolean> {
  const { klarna_order_id, medusa_order_id } = settlement
  const operation = await lastAmountOperation(room.knex, klarna_order_id)
  const asked = askedAmount.safeParse(operation?.asked)
  if (!asked.success || asked.data.currency !== wanted.currency) return false
  const captured = await movedInMedusa(room.knex, "capture", medusa_order_id, klarna_order_id)
  return asked.data.order_amount - toMinor(captured, wanted.currency) >= wanted.amount
}

/** Somebody else set the amount: an adopted order, or a change made in Klarna's portal. */
async function coveredByKlarna(room: ProviderRoom, settlement: SettlementContext, wanted: Wanted): Promise<boolean> {
  const { client } = accountThatSold(room.clients, settlement)
  const { data: order } = await client.orders.read(settlement.klarna_order_id)
  const isLive = order.status === "AUTHORIZED" || order.status === "PART_CAPTURED"
  const isSameCurrency = order.purchase_currency.toUpperCase() === wanted.currency
  return isLive && isSameCurrency && order.remaining_authorized_amount >= wanted.amount
}

const askedAmount = z.object({ order_amount: z.number().int(), currency: z.string() })

function notCovered(why: string): MedusaError {
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, `This payment cannot follow the Klarna order: ${why}.`)
}
