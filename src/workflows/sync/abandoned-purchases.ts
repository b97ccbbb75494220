import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Operation } from "../../ledger"

/** A purchase that is being completed right now is no abandoned one: the longest completion is over by then. */
const COMPLETED_BY_NOW = "now() - interval '5 minutes'"
/** Many more than are ever open at a time: one that cannot be ended, for want of its account, keeps nobody from the others. */
const BATCH = 500

/** Cancels of the provider that were not decided, not sent, or whose answer was lost. */
export function undecidedCancels(knex: Knex) {
  return knex<Operation, Operation[]>("klarna_operation")
    .whereRaw("kind = 'cancel' AND trigger LIKE 'provider:%' AND (outcome IS NULL OR outcome IN ('unknown', 'failed'))")
    .whereRaw(`created_at < ${COMPLETED_BY_NOW}`)
    .whereNull("deleted_at")
    .orderBy("created_at")
    .limit(BATCH)
}

/** Klarna orders that the provider placed and of which no sync has heard since. */
export function unplacedPurchases(knex: Knex) {
  return knex<Operation, Operation[]>("klarna_operation")
    .whereRaw("kind = 'create_order' AND outcome = 'accepted' AND followed_up_at IS NULL")
    .whereRaw(`created_at < ${COMPLETED_BY_NOW}`)
    .whereNull("deleted_at")
    .orderBy("created_at")
    .limit(BATCH)
}

/** The Medusa order that a Klarna order was bought for: known to the sync, or linked to the payment's collection. */
export async function orderOfPurchase(knex: Knex, klarna_order_id: string): Promise<string | undefined> {
  const known = await knex("klarna_order").where({ klarna_order_id }).whereNull("deleted_at").first("order_id")
  if (known) return known.order_id
  const linked = await knex("klarna_operation as operation")
    .join("order_payment_collection as link", "link.payment_collection_id", "operation.reference")
    .where({ "operation.klarna_order_id": klarna_order_id, "operation.kind": "create_order" })
    .whereNull("link.deleted_at")
    .first("link.order_id")
  return linked?.order_id
}

export async function followedUp(knex: Knex, { id }: Operation): Promise<void> {
  await knex("klarna_operation").where({ id }).update({ followed_up_at: knex.fn.now() })
}
