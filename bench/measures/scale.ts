import { type Knex, knex as connect } from "@medusajs/framework/mikro-orm/knex"
import { fillTable } from "../../integration-tests/store/fill-table"
import { explain, type QueryPlan } from "../../integration-tests/store/query-plan"
import { claim, letGo } from "../../src/modules/klarna/claims"
import { selectDueOrders } from "../../src/modules/klarna/due"
import { type KlarnaOrderPage, selectFound, selectPage } from "../../src/modules/klarna/list"
import { atMost, figure, type Figure, type Measure } from "../measure"
import { median } from "../report/statistics"

/** So many of each kind that is found, however many orders there are. */
const FEW = 100
const lately: KlarnaOrderPage = { limit: 20, offset: 0, order: { by: "updated_at", descending: true } }

interface Statement {
  name: string
  run: (knex: Knex) => Promise<unknown>
  undo?: (knex: Knex) => Promise<unknown>
}

const statements: Statement[] = [
  { name: "sweep: what is due", run: async (knex) => selectDueOrders(knex, 200) },
  { name: "list page", run: async (knex) => selectPage(selectFound(knex, {}, []), lately) },
  {
    name: "attention page",
    run: async (knex) => selectPage(selectFound(knex, { attention: true }, []), lately),
  },
  {
    name: "claim",
    run: (knex) => claim(knex, "order_scale_7"),
    undo: async (knex) => letGo(knex, "order_scale_7", (await held(knex)) ?? ""),
  },
]

const held = async (knex: Knex): Promise<string | undefined> =>
  (await knex("klarna_order").where({ order_id: "order_scale_7" }).first("lease_token"))?.lease_token

export const scale: Measure = {
  name: "scale",
  title: "6b. Many Klarna orders: what is asked all the time reads no more rows, and takes no longer",
  async run({ house }) {
    const sizes = house.isQuick ? [10_000, 50_000] : [100_000, 1_000_000]
    const knex = connect({ client: "pg", connection: house.databaseUrl })
    try {
      const looks: Look[][] = []
      for (const [at, size] of sizes.entries()) {
        await fill(knex, at ? sizes[at - 1] : 0, size)
        looks.push(await lookAll(knex))
      }
      return statements.flatMap(({ name }, at) => figuresOf(name, sizes, looks[0][at], looks[1][at]))
    } finally {
      await knex.destroy()
    }
  },
}

interface Look {
  ms: number[]
  plan: QueryPlan
}

async function lookAll(knex: Knex): Promise<Look[]> {
  const looks: Look[] = []
  for (const statement of statements) looks.push(await look(knex, statement))
  return looks
}

const TIMES = 60

async function look(knex: Knex, { run, undo }: Statement): Promise<Look> {
  const ms: number[] = []
  for (let time = 0; time < TIMES; time++) {
    const begin = performance.now()
    await run(knex)
    ms.push(performance.now() - begin)
    await undo?.(knex)
  }
  return { ms, plan: await planOf(knex, run) }
}

/** Of the statement as it is really sent. */
async function planOf(knex: Knex, run: Statement["run"]): Promise<QueryPlan> {
  const sent: { sql: string; bindings: Knex.RawBinding[] }[] = []
  const note = (query: (typeof sent)[number]) => void sent.push(query)
  knex.on("query", note)
  const trx = await knex.transaction()
  await run(trx)
  await trx.rollback()
  knex.removeListener("query", note)
  const { sql, bindings } = sent.find((query) => query.sql.includes("klarna_order"))!
  return explain(knex, knex.raw(sql.replace(/\$\d+/g, "?"), bindings))
}

function figuresOf(name: string, sizes: number[], small: Look, large: Look): Figure[] {
  const [few, many] = sizes.map((size) => size.toLocaleString("en"))
  const { indexes, readWhole, rowsRead } = large.plan
  const note = `uses ${[...new Set(indexes)].join(", ")}${readWhole.length ? `; reads all of ${readWhole.join(", ")}` : ""}`
  return [
    figure(`${name}: rows read among ${many}`, "rows", [rowsRead], {
      target: atMost(Math.max(small.plan.rowsRead, 1)),
      note,
    }),
    figure(`${name}: tables read from end to end`, "count", [readWhole.length], { target: atMost(0) }),
    figure(`${name}: time among ${many}, times among ${few}`, "x", [median(large.ms) / median(small.ms)]),
    figure(`${name}: time among ${many}`, "ms", large.ms),
  ]
}

/** Nearly all are in step; of each kind that is looked for there are few, at places that have nothing to do with their age. */
async function fill(knex: Knex, from: number, to: number): Promise<void> {
  const number = `(n + ${from})`
  const isFew = from === 0
  const every = (place: number, yes: string, no: string) =>
    isFew ? `CASE WHEN n % ${Math.floor(to / FEW)} = ${place} THEN ${yes} ELSE ${no} END` : no
  await fillTable(knex, "klarna_order", to - from, {
    id: `'klord_scale_' || ${number}`,
    klarna_order_id: `'klarna-' || ${number}`,
    order_id: `'order_scale_' || ${number}`,
    klarna_reference: `'K' || ${number}`,
    merchant_reference1: `'first-' || ${number}`,
    merchant_reference2: `'second-' || ${number}`,
    account_id: "'default'",
    environment: "'live'",
    region: "'eu'",
    status: "'AUTHORIZED'",
    sync_state: every(4, "'needs_attention'", "'in_sync'"),
    attention_code: every(4, "'not_covered'", "NULL"),
    next_attempt_at: every(1, "now() - interval '1 hour'", "NULL"),
    next_read_at: every(2, "now() - interval '1 hour'", "now() + interval '7 days'"),
    dirty: every(3, "1", "0"),
    expires_at: "now() + interval '28 days'",
    order_amount: number,
    created_at: `now() - make_interval(secs => ${number})`,
    updated_at: `now() - make_interval(secs => 120 + (${number}::bigint * 7919) % 1000000)`,
  })
  await knex.raw("ANALYZE klarna_order")
}
