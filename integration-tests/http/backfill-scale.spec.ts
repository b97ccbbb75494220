import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { ContainerRegistrationKeys, executeWithConcurrency } from "@medusajs/framework/utils"
import type { SeedOrder } from "../../src/simulator"
import { countsOf, findingsOf } from "../../src/modules/klarna/backfill-findings"
import { latestRun } from "../../src/modules/klarna/backfill"
import { beginBackfill, resumeBackfill } from "../../src/workflows/backfill/begin"
import { backfillOptions } from "../../src/workflows/backfill/options"
import { continueBackfill } from "../../src/workflows/backfill/run"
import { copyOrder } from "../store/copy-order"
import { callsOf } from "../store/klarna-calls"
import { klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"
import { soldByOtherPlugin } from "../store/other-plugin"

const ORDERS = 5_000
const INTERRUPTED_AFTER = 2_013
const DIFFERENT = ORDERS / 50
const NOT_FOUND = ORDERS / 100
const SAMPLED_EVERY = 1_000
/** An order of one line is several times as much. */
const KEPT_PER_ORDER_BYTES = 3_000

const isDifferent = (n: number) => n % 50 === 0
const isMissing = (n: number) => n % 100 === 1
const klarnaIdOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`

setFlagsFromString("--expose-gc")
const collectGarbage = runInNewContext("gc") as () => void

klarnaStore((shop) => {
  const { klarna, container } = shop
  const { buy } = klarnaDesk(shop)
  const knex = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const options = backfillOptions.parse({ dry_run: false, path: "data.order_id", provider: "pp_other-klarna*" })

  async function seed(): Promise<void> {
    const { id, klarnaId } = await buy()
    const { order_lines, order_amount, shipping_address, billing_address } = await klarna.order(klarnaId)
    const alike: SeedOrder = { order_lines, order_amount, shipping_address, billing_address, purchase_country: "SE" }
    const numbers = [...Array(ORDERS).keys()].map((n) => n + 1).filter((n) => !isMissing(n))
    const tasks = numbers.map((n) => () => {
      const other = isDifferent(n) && { order_amount: 100, order_lines: undefined }
      return klarna.seedOrder({ ...alike, order_id: klarnaIdOf(n), ...other })
    })
    await executeWithConcurrency(tasks, 10)
    await soldByOtherPlugin(knex(), id, {})
    const data = `jsonb_build_object('order_id', '00000000-0000-4000-8000-' || lpad(CAST(n AS text), 12, '0'))`
    await copyOrder(knex(), id, ORDERS, { order: { display_id: "1000 + n" }, payment: { data } })
    await knex()("payment").where({ data: "{}" }).delete()
    await knex().raw("ANALYZE")
  }

  it("Of 5,000 orders each is adopted once, though the run was interrupted, and memory does not grow with their number", async () => {
    await seed()
    await klarna.clearRequests()
    const heap: number[] = []
    const calls = new Set<string>()
    let done = 0
    const looks: Promise<void>[] = []
    const watch = (trouble?: () => void) => (more: number) => {
      const before = done
      done += more
      looks.push(hearCalls())
      if (done >= INTERRUPTED_AFTER) trouble?.()
      if (Math.floor(done / SAMPLED_EVERY) === Math.floor(before / SAMPLED_EVERY)) return
      collectGarbage()
      heap.push(process.memoryUsage().heapUsed)
    }
    /** The simulator remembers every call: that is not what is measured. */
    async function hearCalls(): Promise<void> {
      for (const call of callsOf(await klarna.requests())) calls.add(call)
      await klarna.clearRequests()
    }

    const first = await beginBackfill(container(), options, null)
    const outage = () => void looks.push(klarna.faults({ fault: "503", times: 1_000 }))
    await continueBackfill(container(), first, { progress: watch(outage) })
    const interrupted = await latestRun(knex())
    expect(interrupted).toMatchObject({ state: "interrupted", reason: "klarna_unavailable", total: ORDERS })
    expect((await countsOf(knex(), first.id)).done).toBe(done)
    expect(done).toBeGreaterThanOrEqual(INTERRUPTED_AFTER)
    expect(done).toBeLessThan(INTERRUPTED_AFTER + 500)

    await Promise.all(looks)
    await klarna.clearFaults()
    const again = await resumeBackfill(container())
    expect(again).toMatchObject({ id: first.id, state: "running" })
    await continueBackfill(container(), again, { progress: watch() })

    expect(await latestRun(knex())).toMatchObject({ state: "finished", message: null })
    expect(await countsOf(knex(), first.id)).toEqual({
      done: ORDERS,
      adopted: ORDERS - NOT_FOUND,
      in_sync: ORDERS - NOT_FOUND - DIFFERENT,
      different: DIFFERENT,
      not_found: NOT_FOUND,
      ...{ already_known: 0, account_missing: 0, failed: 0 },
    })
    expect(done).toBe(ORDERS)
    const rows: { sync_state: string; count: string }[] = await knex()("klarna_order")
      .groupBy("sync_state")
      .orderBy("sync_state")
      .select("sync_state", knex().raw("count(*)"))
    expect(rows).toEqual([
      { sync_state: "in_sync", count: String(ORDERS - NOT_FOUND - DIFFERENT) },
      { sync_state: "off", count: String(DIFFERENT) },
    ])
    const differences = await findingsOf(knex(), first.id, { results: ["different"], limit: ORDERS })
    expect(differences.map(({ klarna_order_id }) => klarna_order_id)).toEqual(
      [...Array(DIFFERENT).keys()].map((n) => klarnaIdOf((n + 1) * 50))
    )

    await Promise.all([...looks, hearCalls()])
    expect([...calls]).toEqual(["GET order"])
    const grown = heap[heap.length - 1] - heap[0]
    expect(grown).toBeLessThan((ORDERS - SAMPLED_EVERY) * KEPT_PER_ORDER_BYTES)
  }, 600_000)
})
