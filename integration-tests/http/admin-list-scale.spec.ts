import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import {
  COUNTED,
  type KlarnaOrderFilters,
  type KlarnaOrderPage,
  LIST_ORDERS,
  selectCount,
  selectFound,
  selectPage,
} from "../../src/modules/klarna/list"
import { fillTable } from "../store/fill-table"
import { klarnaStore } from "../store/klarna-store"
import { explain } from "../store/query-plan"

const ORDERS = 100_000
const FEW = 100
const PAGE = 20

const lately: KlarnaOrderPage["order"] = { by: "updated_at", descending: true }

/** What finds few among many, and how many. */
const rare: [string, KlarnaOrderFilters, number][] = [
  ["a state", { sync_state: ["pending"] }, FEW],
  ["a status of Klarna's", { status: ["EXPIRED"] }, FEW],
  ["a status that none has", { status: ["CLOSED"] }, 0],
  ["an account", { account_id: ["old"] }, FEW],
  ["a reason", { attention_code: ["not_covered"] }, FEW],
  ["what nobody has seen yet", { attention: true }, FEW],
  ["what ends soon", { expiring: true }, FEW],
  ["a Klarna order id", { q: "klarna-7" }, 1],
  ["a reference of Klarna's", { q: "K7" }, 1],
  ["a merchant reference", { q: "first-7" }, 1],
  ["the other merchant reference", { q: "second-7" }, 1],
  ["an order of Medusa's", { q: "order_7" }, 1],
]

klarnaStore(({ container }) => {
  const knex = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)

  it("The list of 100,000 orders reads no more than it shows, whatever is filtered, searched and ordered", async () => {
    await fillOrders(knex())

    for (const by of LIST_ORDERS) {
      for (const descending of [true, false]) {
        const all = selectFound(knex(), {}, [])
        const plan = await explain(knex(), selectPage(all, { limit: PAGE, offset: 0, order: { by, descending } }))
        expect({ by, ...plan }).toMatchObject({ by, readWhole: [], rowsRead: PAGE, rowsFound: PAGE })
      }
    }

    for (const [what, filters, count] of rare) {
      const found = selectFound(knex(), filters, [])
      const page = await explain(knex(), selectPage(found, { limit: PAGE, offset: 0, order: lately }))
      expect({ what, found: page.rowsFound }).toEqual({ what, found: Math.min(PAGE, count) })
      const counted = await explain(knex(), selectCount(knex(), found))
      for (const plan of [page, counted]) {
        expect({ what, whole: plan.readWhole }).toEqual({ what, whole: [] })
        expect({ what, few: plan.rowsRead <= 3 * FEW }).toEqual({ what, few: true })
      }
    }
  })

  it("Counting ends at 10,000, and so does the last page", async () => {
    await fillOrders(knex())
    const all = selectFound(knex(), { sync_state: ["in_sync"] }, [])
    const counted = await explain(knex(), selectCount(knex(), all))
    expect(counted.rowsRead).toBeLessThanOrEqual(COUNTED + 3 * FEW)
    const last = await explain(knex(), selectPage(all, { limit: PAGE, offset: COUNTED, order: lately }))
    expect(last.rowsRead).toBeLessThanOrEqual(COUNTED + PAGE + 3 * FEW)
  })

  /** A hundred of each kind that is rare, at places that have nothing to do with their age. */
  async function fillOrders(trx: Knex): Promise<void> {
    const every = (place: number, yes: string, no: string) =>
      `CASE WHEN n % ${ORDERS / FEW} = ${place} THEN ${yes} ELSE ${no} END`
    await fillTable(trx, "klarna_order", ORDERS, {
      id: "'klord_' || n",
      klarna_order_id: "'klarna-' || n",
      order_id: "'order_' || n",
      klarna_reference: "'K' || n",
      merchant_reference1: "'first-' || n",
      merchant_reference2: "'second-' || n",
      account_id: every(1, "'old'", "'default'"),
      environment: "'live'",
      region: "'eu'",
      status: every(2, "'EXPIRED'", "'AUTHORIZED'"),
      sync_state: `CASE n % ${ORDERS / FEW} WHEN 3 THEN 'pending' WHEN 4 THEN 'needs_attention' ELSE 'in_sync' END`,
      attention_code: every(4, "'not_covered'", "NULL"),
      expires_at: `now() + make_interval(days => ${every(5, "3", "30")})`,
      order_amount: "n",
      dirty: "0",
      created_at: `now() - make_interval(secs => n)`,
      updated_at: `now() - make_interval(secs => (n * 7919) % ${ORDERS})`,
    })
    await trx.raw("ANALYZE klarna_order")
  }
})
