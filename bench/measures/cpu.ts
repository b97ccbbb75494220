import type { Pool } from "pg"
import { atMost, figure, type Figure, type Measure, type Target } from "../measure"
import { median } from "../report/statistics"

const SIZES = [10, 100, 1000]

/** A thousand lines may cost so much more per line than a hundred: what is not linear shows as much more than this. */
const LINEAR = 1.5

export const cpu: Measure = {
  name: "cpu",
  title: "5. CPU of the pure parts: mapping and planning one order, beside Medusa's query for it",
  async run({ house, guarantees }) {
    const shop = await house.start("plugin")
    const orders = await house.orders(shop, SIZES.length)
    const figures: Figure[] = []
    const perLine: number[] = []
    for (const [at, size] of SIZES.entries()) {
      const { id } = orders[at]
      await addLines(house.database, id, size, 90_000 + 2_000 * at)
      const { pure, query, ours, lines } = await shop.task("pureParts", { id, times: house.isQuick ? 3 : 15 })
      perLine.push(median(pure) / lines)
      figures.push(
        figure(
          `${size} lines: mapping and planning, times Medusa's query`,
          "x",
          pure.map((ms, sample) => ms / query[sample]),
          {
            target: atMost(1 / 20, " x"),
          }
        ),
        figure(`${size} lines: mapping and planning`, "ms", pure),
        figure(`${size} lines: Medusa's query`, "ms", query),
        figure(`${size} lines: the plugin's read`, "ms", ours)
      )
    }
    const target: Target = atMost(LINEAR, " x")
    figures.push(figure("a line of 1000, times a line of 100", "x", [perLine[2] / perLine[1]], { target }))
    await guarantees.look()
    await shop.medusa.kill()
    return figures
  },
}

/** The order's first line again and again, until there are so many with the shipping; copies are numbered from a number on that no other order has. */
async function addLines(database: Pool, order_id: string, size: number, from: number): Promise<void> {
  const { rows } = await database.query<{ item: string; line: string; lines: number }>(
    `SELECT min(id) AS item, min(item_id) AS line, count(*)::int AS lines FROM order_item WHERE order_id = $1`,
    [order_id]
  )
  const [{ item, lines }] = rows
  const renamed = (column: string) => `left(${column}, -5) || lpad(n::text, 5, '0')`
  const copies: [table: string, column: string, changed: Record<string, string>][] = [
    ["order_line_item", "i.item_id", { id: renamed("t.id") }],
    ["order_line_item_tax_line", "i.item_id", { id: renamed("t.id"), item_id: renamed("t.item_id") }],
    ["order_item", "i.id", { id: renamed("t.id"), item_id: renamed("t.item_id") }],
  ]
  for (const [table, column, changed] of copies) {
    const key = table === "order_line_item_tax_line" ? "t.item_id" : "t.id"
    const row = `to_jsonb(t) || jsonb_build_object(${Object.entries(changed).map(([name, value]) => `'${name}', ${value}`)})`
    await database.query(
      `INSERT INTO "${table}" SELECT (jsonb_populate_record(NULL::"${table}", ${row})).*
         FROM "${table}" AS t, order_item AS i, generate_series(${from + 1}, ${from + size - 1 - lines}) AS n
        WHERE i.id = $1 AND ${key} = ${column}`,
      [item]
    )
  }
}
