import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { eraseFromOperations, eraseFromPurchases } from "../../ledger"

/** What Klarna does nothing with any more: nothing of it is still to be told, captured or delivered by an address. */
const SETTLED = ["CAPTURED", "CANCELLED", "EXPIRED", "CLOSED"]

export interface Erasure {
  /** Medusa orders of which nothing personal is left in our tables. */
  erased: string[]
  /** Those that Klarna still holds money for: first captured, cancelled or expired, then erased. */
  kept: string[]
}

/**
 * Takes whatever can be linked to a person out of the rows of these orders, and of purchases with these payment collections: fingerprints of addresses and parcels, and Klarna's words.
 * `erased` is remembered: what is read of Klarna later brings none of it back, and what Medusa's order says then is not told.
 */
export async function erase(
  knex: Knex,
  { order_ids, payment_collection_ids }: { order_ids: string[]; payment_collection_ids: string[] }
): Promise<Erasure> {
  return knex.transaction(async (transaction) => {
    const rows: { order_id: string; klarna_order_id: string; status: string | null }[] = await transaction(
      "klarna_order"
    )
      .whereIn("order_id", order_ids)
      .select("order_id", "klarna_order_id", "status")
      .forUpdate()
    const kept = new Set(rows.filter(({ status }) => !SETTLED.includes(status ?? "")).map(({ order_id }) => order_id))
    const settled = rows.filter(({ order_id }) => !kept.has(order_id))
    const klarna_order_ids = settled.map(({ klarna_order_id }) => klarna_order_id)
    await transaction("klarna_order")
      .whereIn("klarna_order_id", klarna_order_ids)
      .update({
        acknowledged: transaction.raw(
          `(acknowledged - 'shipping' - 'billing' - 'parcels') || '{"erased": true}'::jsonb`
        ),
        refused: "{}",
        asked: null,
        attention: transaction.raw(
          `(SELECT jsonb_agg(each - 'klarna') FROM jsonb_array_elements(CASE WHEN jsonb_typeof(attention) = 'array' THEN attention ELSE '[]' END) AS each)`
        ),
        // A sync that runs goes round again and sees it.
        dirty: transaction.raw("dirty + 1"),
        updated_at: transaction.fn.now(),
      })
    await eraseFromOperations(transaction, klarna_order_ids)
    await eraseFromPurchases(transaction, payment_collection_ids)
    return { erased: [...new Set(settled.map(({ order_id }) => order_id))], kept: [...kept] }
  })
}
