import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** The provider of some other Klarna plugin, which the store does not run any more. */
export const otherProvider = "pp_other-klarna_main"

/** An order as that plugin would have left it: its own payment with its own data, and nobody here knows of it. */
export async function soldByOtherPlugin(knex: Knex, order_id: string, data: object): Promise<void> {
  await knex("klarna_operation").where({ order_id }).delete()
  await knex("klarna_order").where({ order_id }).delete()
  const collections = knex("order_payment_collection").where({ order_id }).select("payment_collection_id")
  for (const table of ["payment", "payment_session"]) {
    await knex(table)
      .whereIn("payment_collection_id", collections.clone())
      .update({ provider_id: otherProvider, data: JSON.stringify(data) })
  }
}
