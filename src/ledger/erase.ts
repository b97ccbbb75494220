import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/**
 * Takes out of the ledger what can be linked to a person: fingerprints of addresses and parcels, which whoever knows the person can test,
 * and Klarna's words about addresses, which may quote them. Amounts, names of fields and outcomes stay.
 */
export async function eraseFromOperations(knex: Knex, klarna_order_ids: string[]): Promise<void> {
  const ofOrders = () => knex("klarna_operation").whereIn("klarna_order_id", klarna_order_ids)
  await ofOrders().update({
    asked: knex.raw("asked - 'acknowledged' - 'told' - 'refusable'"),
    updated_at: knex.fn.now(),
  })
  await ofOrders()
    .whereIn("kind", ["shipping_address", "billing_address", "shipping_info", "create_order"])
    .update({ fingerprint: "erased", error_messages: null })
}
