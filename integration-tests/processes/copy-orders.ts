import { randomUUID } from "crypto"
import type { Pool } from "pg"
import type { SimulatorControls } from "../../src/simulator"
import { asSeed } from "../demo/state"

const collections = "SELECT payment_collection_id FROM order_payment_collection WHERE order_id = $1"
const items = "SELECT item_id FROM order_item WHERE order_id = $1"
const shippings = "SELECT shipping_method_id FROM order_shipping WHERE order_id = $1"

/** Medusa's own rows of an order that was paid, and edited at most: per table, the condition that finds them. `$1` is the order's id. */
const rowsOfOrder: Record<string, string> = {
  order_address: `id IN (SELECT unnest(ARRAY[shipping_address_id, billing_address_id]) FROM "order" WHERE id = $1)`,
  order: "id = $1",
  order_summary: "order_id = $1",
  order_line_item: `id IN (${items})`,
  order_line_item_tax_line: `item_id IN (${items})`,
  order_item: "order_id = $1",
  order_shipping_method: `id IN (${shippings})`,
  order_shipping_method_tax_line: `shipping_method_id IN (${shippings})`,
  order_shipping: "order_id = $1",
  payment_collection: `id IN (${collections})`,
  payment_session: `payment_collection_id IN (${collections})`,
  payment: `payment_collection_id IN (${collections})`,
  order_payment_collection: "order_id = $1",
  order_change: "order_id = $1",
  order_change_action: "order_id = $1",
}

export interface PaidOrder {
  id: string
  klarnaId: string
}

type Row = Record<string, unknown>

/**
 * Many orders in the time of one: the same rows under other ids, in Medusa and at Klarna, as if as many buyers had bought the same. The
 * plugin knows nothing of them; it meets them as it meets any Klarna order whose first event was lost.
 */
export async function copyOrder(
  database: Pool,
  klarna: SimulatorControls,
  { id, klarnaId }: PaidOrder,
  count: number,
  /** How many copies there are already. */
  offset = 0
): Promise<PaidOrder[]> {
  const original = await klarna.order(klarnaId)
  const numbers = Array.from({ length: count }, (_, index) => offset + index + 1)
  const copies = numbers.map((number) => ({ id: otherId(id, number), klarnaId: randomUUID(), number }))
  await writeCopies(database, { id, klarnaId }, copies)

  for (const { number, ...copy } of copies) {
    const references = { merchant_reference1: String(displayId(number)), merchant_reference2: copy.id }
    await klarna.seedOrder({ ...asSeed(original), order_id: copy.klarnaId, ...references })
  }
  return copies.map(({ number: _, ...copy }) => copy)
}

/** A copy that exists becomes what an order is that was changed since: its own copies, renamed the same way. */
export async function copyChange(database: Pool, changed: PaidOrder, copies: PaidOrder[]): Promise<void> {
  const client = await database.connect()
  try {
    await client.query("BEGIN")
    // The rows are replaced as a whole: between two statements they lead nowhere.
    await client.query("SET LOCAL session_replication_role = replica")
    // In this order each row is found by others that are still there.
    for (const [table, which] of Object.entries(rowsOfOrder))
      for (const { id } of copies) await client.query(`DELETE FROM "${table}" WHERE ${which}`, [id])
    const numbered = copies.map((copy) => ({ ...copy, number: Number(copy.id.slice(-5)) }))
    await writeCopies(client, changed, numbered)
    await client.query("COMMIT")
  } catch (error) {
    await client.query("ROLLBACK")
    throw error
  } finally {
    client.release()
  }
}

type Copy = PaidOrder & { number: number }

async function writeCopies(database: Pick<Pool, "query">, { id, klarnaId }: PaidOrder, copies: Copy[]): Promise<void> {
  const tables = await rowsOf(database, id)
  const ids = [...new Set(tables.flatMap(({ rows }) => rows.map((row) => String(row.id))))]
  for (const { table, rows } of tables) {
    const renewed = copies.flatMap((copy) => {
      const renamed = ids.reduce(
        (text, each) => text.replaceAll(each, otherId(each, copy.number)),
        JSON.stringify(rows)
      )
      const itsRows = JSON.parse(renamed.replaceAll(klarnaId, copy.klarnaId)) as Row[]
      return table === "order" ? itsRows.map((row) => ({ ...row, display_id: displayId(copy.number) })) : itsRows
    })
    await database.query(
      `INSERT INTO "${table}" SELECT (jsonb_populate_record(NULL::"${table}", row)).* FROM jsonb_array_elements($1) AS row`,
      [JSON.stringify(renewed)]
    )
  }
}

async function rowsOf(database: Pick<Pool, "query">, id: string): Promise<{ table: string; rows: Row[] }[]> {
  const tables: { table: string; rows: Row[] }[] = []
  for (const [table, which] of Object.entries(rowsOfOrder)) {
    const found = await database.query<{ row: Row }>(`SELECT to_jsonb(t) AS row FROM "${table}" AS t WHERE ${which}`, [
      id,
    ])
    tables.push({ table, rows: found.rows.map(({ row }) => row) })
  }
  return tables
}

/** Numbers that the store's own counter does not reach. */
const displayId = (number: number) => 10_000 + number

/** Ends in the number, in letters that a ULID may have: ids keep their form and their time. */
const otherId = (id: string, number: number) => id.slice(0, -5) + String(number).padStart(5, "0")
