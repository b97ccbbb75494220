import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Logger, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { KLARNA_MODULE } from "../../modules/klarna/constants"
import type { ChangedOrder } from "../../modules/klarna/due"
import type KlarnaModuleService from "../../modules/klarna/service"
import { selectOpenOrders, selectTraces, type Trace, type TraceRow, TRACES } from "./change-traces"
import { idOfTime } from "./id-of-time"
import { raiseWish } from "./sync-order"

const PAGE = 500

/**
 * An id is made before its row can be seen: by the clock of another instance, and in a transaction that may be waiting for a lock. Clocks
 * are minutes apart at worst, and PostgreSQL or Medusa's pool end such a wait within a few; a quarter of an hour is looked at again.
 */
const OVERLAP_MS = 15 * 60_000

interface Tools {
  container: MedusaContainer
  klarna: KlarnaModuleService
  knex: Knex
  logger: Logger
  /** Milliseconds. No page is begun afterwards. */
  until: number
  /** Whose wish was raised in this run: however many rows a change left, its order is looked at once. */
  woken: Set<string>
}

/**
 * Finds orders that changed although no event came, and Klarna-paid orders of which nobody ever heard, by what the change must have
 * inserted, and raises their wish. The cost is what was inserted since the last run, and not the number of orders. Nobody is woken who
 * was compared since, and a comparison that finds nothing calls nobody. @returns the orders that were woken.
 */
export async function wakeChangedOrders(container: MedusaContainer, until: number): Promise<string[]> {
  const tools: Tools = {
    container,
    klarna: container.resolve<KlarnaModuleService>(KLARNA_MODULE),
    knex: container.resolve(ContainerRegistrationKeys.PG_CONNECTION),
    logger: container.resolve(ContainerRegistrationKeys.LOGGER),
    until,
    woken: new Set(),
  }
  for (const trace of TRACES) await unlessItFails(tools, trace.table, () => followTrace(tools, trace))
  await unlessItFails(tools, "order", () => walkOpenOrders(tools))
  return [...tools.woken]
}

/** A table that another version of Medusa has otherwise must not keep the job from the others. */
async function unlessItFails({ logger }: Tools, table: string, look: () => Promise<void>): Promise<void> {
  try {
    await look()
  } catch (error) {
    const message = `Klarna: "${table}" could not be searched for changed orders; it is tried again in a minute`
    logger.error(message, error as Error)
  }
}

/**
 * From where the last run came to, less the overlap: the position is never stored beyond what can still turn up. The first run begins
 * with the overlap, not with the beginning of time.
 */
async function followTrace(tools: Tools, trace: Trace): Promise<void> {
  const { klarna, knex, until } = tools
  const settled = idOfTime(trace.prefix, Date.now() - OVERLAP_MS)
  const upTo = idOfTime(trace.prefix, Date.now() + OVERLAP_MS)
  let after = (await klarna.watermark(trace.table)) ?? settled
  let isLast = false
  while (!isLast && Date.now() <= until) {
    const { rows } = await selectTraces(knex, trace, { after, upTo, limit: PAGE })
    await wake(tools, rows)
    isLast = rows.length < PAGE
    after = isLast ? settled : rows[rows.length - 1].id
    // The wishes are durable by now: a crash from here on costs a minute.
    await klarna.moveWatermark(trace.table, after < settled ? after : settled)
  }
}

async function wake({ container, klarna, woken }: Tools, rows: TraceRow[]): Promise<void> {
  const news = rows.filter(({ order_id }) => !woken.has(order_id))
  for (const order_id of await klarna.wakeChanged(latestOf(news))) woken.add(order_id)

  const paidWithKlarna = new Set(news.filter(({ is_klarnas }) => is_klarnas).map(({ order_id }) => order_id))
  for (const order_id of await klarna.unknownOrders([...paidWithKlarna])) {
    if (await raiseWish(container, order_id)) woken.add(order_id)
  }
}

function latestOf(rows: TraceRow[]): ChangedOrder[] {
  const latest = new Map<string, Date>()
  for (const { order_id, created_at } of rows) {
    const known = latest.get(order_id)
    if (!known || known < created_at) latest.set(order_id, created_at)
  }
  return [...latest].map(([order_id, at]) => ({ order_id, at }))
}

/**
 * What is written in place, by a module's own method and without a workflow, leaves no row behind. So the orders that Klarna would still
 * change are walked round, a page in each run: that costs the same however many there are.
 */
async function walkOpenOrders({ klarna, knex, woken }: Tools): Promise<void> {
  const { rows } = await selectOpenOrders(knex, { after: (await klarna.watermark("order")) ?? "", limit: PAGE })
  const news = rows.filter(({ order_id }) => !woken.has(order_id))
  const changed = news.map(({ order_id, changed_at }) => ({ order_id, at: changed_at }))
  for (const order_id of await klarna.wakeChanged(changed)) woken.add(order_id)
  await klarna.moveWatermark("order", rows.length < PAGE ? "" : rows[rows.length - 1].id)
}
