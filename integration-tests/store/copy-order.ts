import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** The tables of an order and its payment, with the columns that name another row of them, and how its rows are found. */
const TABLES: [table: string, ids: string[], where: string][] = [
  ["order", ["id", "shipping_address_id", "billing_address_id"], "id = :order"],
  [
    "order_address",
    ["id"],
    `id IN (SELECT unnest(ARRAY[shipping_address_id, billing_address_id]) FROM "order" WHERE id = :order)`,
  ],
  ["order_summary", ["id", "order_id"], "order_id = :order"],
  ["order_item", ["id", "order_id", "item_id"], "order_id = :order"],
  ["order_line_item", ["id"], "id IN (SELECT item_id FROM order_item WHERE order_id = :order)"],
  [
    "order_line_item_tax_line",
    ["id", "item_id"],
    "item_id IN (SELECT item_id FROM order_item WHERE order_id = :order)",
  ],
  ["order_shipping", ["id", "order_id", "shipping_method_id"], "order_id = :order"],
  ["order_shipping_method", ["id"], "id IN (SELECT shipping_method_id FROM order_shipping WHERE order_id = :order)"],
  [
    "order_shipping_method_tax_line",
    ["id", "shipping_method_id"],
    "shipping_method_id IN (SELECT shipping_method_id FROM order_shipping WHERE order_id = :order)",
  ],
  [
    "payment_collection",
    ["id"],
    "id IN (SELECT payment_collection_id FROM order_payment_collection WHERE order_id = :order)",
  ],
  ["order_payment_collection", ["id", "order_id", "payment_collection_id"], "order_id = :order"],
  ...(["payment_session", "payment"] as const).map((table): [string, string[], string] => [
    table,
    table === "payment" ? ["id", "payment_collection_id", "payment_session_id"] : ["id", "payment_collection_id"],
    "payment_collection_id IN (SELECT payment_collection_id FROM order_payment_collection WHERE order_id = :order)",
  ]),
]

/** So many copies of an order, without Medusa. `columns` are SQL of single columns, by table, in which `n` counts from 1. */
export async function copyOrder(
  knex: Knex,
  order: string,
  count: number,
  columns: Record<string, Record<string, string>> = {}
): Promise<void> {
  await knex.transaction(async (trx) => {
    // Parts come before their wholes here and there.
    await trx.raw("SET LOCAL session_replication_role = replica")
    for (const [table, ids, where] of TABLES) {
      const own = Object.entries(columns[table] ?? {}).map(([column, sql]) => `'${column}', ${sql}`)
      const changed = [...ids.map((id) => `'${id}', source."${id}" || '_' || lpad(CAST(n AS text), 6, '0')`), ...own]
      await trx.raw(
        `INSERT INTO "${table}"
         SELECT (jsonb_populate_record(source, jsonb_build_object(${changed.join(", ")}))).*
           FROM "${table}" AS source CROSS JOIN generate_series(1, ${count}) AS n
          WHERE ${where}`,
        { order }
      )
    }
  })
}
