import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Operation } from "./types"

/** Our captures of a Klarna order and what we told of its parcels, as far as Klarna accepted it, the oldest first. */
export function acceptedShipping(
  knex: Knex,
  klarna_order_id: string
): Promise<Pick<Operation, "id" | "kind" | "result_id" | "finished_at" | "asked">[]> {
  return knex("klarna_operation")
    .where({ klarna_order_id, outcome: "accepted" })
    .whereIn("kind", ["capture", "shipping_info"])
    .whereNull("deleted_at")
    .orderBy("created_at")
    .select("id", "kind", "result_id", "finished_at", "asked")
}
