import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { OrderLine } from "../klarna/types"

/** The lines of each of our accepted captures (or refunds), the oldest first; null: it went without lines, or others made one. */
export async function linesMoved(
  knex: Knex,
  klarna_order_id: string,
  kind: "capture" | "refund"
): Promise<(OrderLine[] | null)[]> {
  const amount = kind === "capture" ? "captured_amount" : "refunded_amount"
  const rows: { lines: OrderLine[] | null; amount: string }[] = await knex("klarna_operation")
    .where({ klarna_order_id, kind, outcome: "accepted" })
    .whereNull("deleted_at")
    .orderBy("created_at")
    .select(knex.raw("asked->'order_lines' AS lines"), knex.raw("asked->>? AS amount", [amount]))
  const order = await knex("klarna_order").where({ klarna_order_id }).whereNull("deleted_at").first(amount)
  const ours = rows.reduce((sum, row) => sum + Number(row.amount), 0)
  const isAllOurs = order === undefined || Number(order[amount]) === ours
  return [...rows.map(({ lines }) => lines ?? null), ...(isAllOurs ? [] : [null])]
}
