import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { SimulatorControls } from "../../src/simulator"

const MADE = ["created_at", "updated_at"]
const ofOrder = "order_id = :order_id"
const ofKlarnaOrder = "klarna_order_id IN (SELECT klarna_order_id FROM klarna_order WHERE order_id = :order_id)"
const ofCollection =
  "payment_collection_id IN (SELECT payment_collection_id FROM order_payment_collection WHERE order_id = :order_id)"
const ofPayment = `payment_id IN (SELECT id FROM payment WHERE ${ofCollection})`
const ofAddress = `id IN (SELECT unnest(ARRAY[shipping_address_id, billing_address_id]) FROM "order" WHERE id = :order_id)`

/** Where an order's times are written, by the plugin and by Medusa: which columns of which rows. */
const written: { table: string; columns: string[]; rows: string }[] = [
  {
    table: "klarna_order",
    columns: [
      ...MADE,
      ...["next_attempt_at", "next_read_at", "lease_until", "read_at", "compared_at", "synced_at", "off_at"],
    ],
    rows: ofOrder,
  },
  { table: "klarna_operation", columns: [...MADE, "sent_at", "finished_at"], rows: ofKlarnaOrder },
  { table: "order", columns: MADE, rows: "id = :order_id" },
  { table: "order_address", columns: MADE, rows: ofAddress },
  ...["order_change", "order_summary", "order_payment_collection", "order_transaction"].map((table) => ({
    ...{ table, columns: MADE, rows: ofOrder },
  })),
  { table: "payment_session", columns: MADE, rows: ofCollection },
  { table: "payment", columns: [...MADE, "captured_at", "canceled_at"], rows: ofCollection },
  { table: "capture", columns: MADE, rows: ofPayment },
  { table: "refund", columns: MADE, rows: ofPayment },
]

const MOVE = `WITH ${written
  .map(({ table, columns, rows }) => {
    const earlier = columns.map((column) => `${column} = ${column} - make_interval(secs => :seconds)`)
    return `of_${table} AS (UPDATE "${table}" SET ${earlier.join(", ")} WHERE ${rows})`
  })
  .join(",\n")} SELECT 1`

/**
 * Nobody waits: all that was written down of this order moves into the past, and Klarna's clock moves on as far. Only for moments in
 * which nothing of the order is under way.
 */
export async function letTimePass(
  { knex, klarna }: { knex: Knex; klarna: Pick<SimulatorControls, "clock"> },
  order_id: string,
  seconds: number
): Promise<void> {
  await knex.raw(MOVE, { order_id, seconds })
  await klarna.clock({ advance_seconds: seconds })
}
