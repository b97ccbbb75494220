import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { UNPLACED } from "./unplaced"

/**
 * Takes out of the ledger what can be linked to a person: fingerprints of addresses and parcels, which whoever knows the person can test,
 * and Klarna's words, which may quote them. Amounts, names of fields, references and outcomes stay.
 */
export async function eraseFromOperations(knex: Knex, klarna_order_ids: string[]): Promise<void> {
  const ofOrders = () => knex("klarna_operation").whereIn("klarna_order_id", klarna_order_ids)
  await ofOrders().update({
    asked: knex.raw("asked - 'acknowledged' - 'told' - 'refusable'"),
    error_messages: null,
    updated_at: knex.fn.now(),
  })
  await ofOrders()
    .whereIn("kind", ["shipping_address", "billing_address", "shipping_info", "create_order"])
    .update({ fingerprint: "erased" })
}

/** The same of purchases that never became an order; nor do they say any more which cart they were for. */
export async function eraseFromPurchases(knex: Knex, payment_collection_ids: string[]): Promise<void> {
  const rows: { id: string; klarna_order_id: string | null }[] = await knex("klarna_operation AS old")
    .whereIn("old.reference", payment_collection_ids)
    .whereRaw(UNPLACED)
    .select("old.id", "old.klarna_order_id")
  const ids = rows.map(({ id }) => id)
  await knex("klarna_operation")
    .whereIn("id", ids)
    .update({
      ...{ fingerprint: "erased", reference: null, error_messages: null, updated_at: knex.fn.now() },
      asked: knex.raw("asked - 'acknowledged'"),
    })
  const placed = rows.flatMap(({ klarna_order_id }) => klarna_order_id ?? [])
  await eraseFromOperations(knex, placed)
}
