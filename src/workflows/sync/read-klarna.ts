import { lastAmountOperation } from "../../ledger"
import { type Outcome, outcomeOf } from "../../klarna/errors"
import type { Order } from "../../klarna/types"
import type { Acknowledged } from "../../mapping/types"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { ClaimLostError } from "./claim-lost"
import { patchOfRead } from "./mirror"
import type { ConnectedRun, SyncRun } from "./types"

export type Read = { row: KlarnaOrderRow; order: Order } | { failure: Exclude<Outcome, { type: "accepted" }> }

/** Reads Klarna's order and brings the mirror up to date. Klarna's refusals and bad weather are returned, not thrown. */
export async function readKlarna(run: ConnectedRun, row: KlarnaOrderRow): Promise<Read> {
  const answer = await run.client.orders.read(row.klarna_order_id, run.limits?.()).catch((error) => outcomeOf(error))
  if ("type" in answer) return { failure: answer }
  const known = row.read_at ? undefined : await acknowledgedAtPurchase(run, row, answer.data)
  const stored = await run.klarna.store(row, run.token, patchOfRead(row, answer.data, known))
  if (!stored) throw new ClaimLostError(run.order_id)
  return { row: stored, order: answer.data }
}

/** At first sight: what the provider sent when it placed the order, unless Klarna's amount has moved since. */
export async function acknowledgedAtPurchase(
  { knex }: Pick<SyncRun, "knex">,
  { klarna_order_id }: KlarnaOrderRow,
  { order_amount }: Order
): Promise<Acknowledged | undefined> {
  const operation = await lastAmountOperation(knex, klarna_order_id)
  const unchanged = operation?.kind === "create_order" && operation.asked.order_amount === order_amount
  return unchanged ? (operation.asked.acknowledged as Acknowledged) : undefined
}
