import { MedusaError } from "@medusajs/framework/utils"
import { outcomeOf } from "../../klarna/errors"
import type { Order } from "../../klarna/types"
import { acknowledgedByRead, keepingParcels } from "../../mapping/acknowledged"
import type { Acknowledged } from "../../mapping/types"
import { isOff } from "../../modules/klarna/connection"
import type { KlarnaOrderPatch, KlarnaOrderRow } from "../../modules/klarna/types"
import { credentialsRejected, klarnaOrderMissing } from "./attention"
import { patchOfRead } from "./mirror"
import { acknowledgedAtPurchase } from "./read-klarna"
import type { Failure } from "./refused"
import type { SyncRun } from "./types"
import { whyNoAnswer } from "./why-no-answer"

/** What a look at Klarna would change in our memory; undefined: the account of the order is not configured any more. */
export type Look = { row: KlarnaOrderRow; learned?: KlarnaOrderPatch; order?: Order }

/**
 * Reads Klarna's order for somebody who waits for it, and stores nothing: that needs the claim.
 * @throws MedusaError (400) when Klarna does not answer or does not show the order
 */
export async function lookAtKlarna(run: Pick<SyncRun, "klarna" | "knex">, row: KlarnaOrderRow): Promise<Look> {
  const client = await run.klarna.clientOf(row)
  if (!client) return { row }
  const answer = await client.orders.read(row.klarna_order_id).catch((error) => outcomeOf(error))
  if ("type" in answer) throw notComparable(answer)
  const known = row.read_at ? undefined : await acknowledgedAtPurchase(run, row, answer.data)
  const read = patchOfRead(row, answer.data, known)
  // While an order was off, somebody may have changed anything in Klarna's portal: what Klarna shows is what counts.
  const shown = acknowledgedByRead(answer.data)
  const afresh = {
    ...(row.acknowledged as object),
    ...shown,
    ...keepingParcels(row.acknowledged as Acknowledged, shown),
  }
  const learned = isOff(row) ? { ...read, acknowledged: afresh } : read
  return { row: { ...row, ...learned }, learned, order: answer.data }
}

function notComparable(failure: Failure): MedusaError {
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, whyNot(failure))
}

function whyNot(failure: Failure): string {
  if (failure.type !== "refused") {
    return `Klarna's order could not be read: ${whyNoAnswer(failure)}. So there is nothing to compare with, and nothing was sent; try again in a moment.`
  }
  const klarna = { code: failure.code, messages: failure.messages, correlation_id: failure.correlationId }
  return (failure.code === "UNAUTHORIZED" ? credentialsRejected(klarna) : klarnaOrderMissing(klarna)).message
}
