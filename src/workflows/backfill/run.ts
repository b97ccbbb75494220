import type { Logger, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, executeWithConcurrency } from "@medusajs/framework/utils"
import { klarnaOrderIdAt } from "../../mapping/other-plugin"
import { ORDER_FIELDS, type OrderForSync } from "../../mapping/order-fields"
import { keepPage, knownOf, type LookedInto } from "../../modules/klarna/adopt"
import { type BackfillFinding, doneOf } from "../../modules/klarna/backfill-findings"
import { type BackfillRunRow, finishRun, interruptRun, renewRun } from "../../modules/klarna/backfill"
import { KLARNA_MODULE } from "../../modules/klarna/constants"
import type KlarnaModuleService from "../../modules/klarna/service"
import { type Candidate, selectCandidates } from "./candidates"
import { BackfillInterruptedError } from "./interrupted"
import { type BackfillTools, lookInto, OUR_PATH } from "./look-into"
import { type BackfillOptions, backfillOptions } from "./options"

/** As many orders are in memory at a time. */
const PAGE = 50
/** Few enough that sales come first: what is left of Klarna's limit is theirs. */
const AT_ONCE = 4
const SIGN_OF_LIFE_MS = 2_000

export interface Watcher {
  /** So many more payments were looked into. */
  progress?: (more: number) => void
  /** Stops the run where it is; it can be gone on with. */
  signal?: AbortSignal
}

/** Works on a run that this process holds, page by page behind its position, until its end or until something stops it. */
export async function continueBackfill(
  container: MedusaContainer,
  run: BackfillRunRow,
  { progress, signal }: Watcher = {}
): Promise<void> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const tools: BackfillTools = {
    container,
    klarna: container.resolve<KlarnaModuleService>(KLARNA_MODULE),
    knex,
    run,
    options: backfillOptions.parse(run.options),
    alive: signOfLife(() => renewRun(knex, run), signal),
  }
  try {
    await pages(tools, logger, progress)
    await finishRun(knex, run)
  } catch (error) {
    const interrupted = error instanceof BackfillInterruptedError ? error : undefined
    if (!interrupted) logger.error("Klarna: the backfill stopped; it can be gone on with", error as Error)
    await interruptRun(knex, run, interrupted?.reason ?? "error", interrupted?.message ?? UNFORESEEN)
  }
}

const UNFORESEEN =
  "Something went wrong that has nothing to do with Klarna: the server's log says what. The run goes on from here."

async function pages(tools: BackfillTools, logger: Logger, progress: Watcher["progress"]): Promise<void> {
  const { knex, run, options } = tools
  for (let after = run.position; ;) {
    const found = await selectCandidates(knex, options, { after, upTo: run.up_to, limit: PAGE })
    const page = untilRepeated(found, options)
    if (!page.length) return
    after = page[page.length - 1].payment_id
    const { looked, fault } = await lookIntoAll(tools, logger, await notDone(tools, page))
    // What was learned before the fault is kept, so that a Klarna that answers now and then gets a run forward too.
    if (!(await keepPage(knex, run, looked, fault ? undefined : after))) throw stopped()
    progress?.(looked.length)
    if (fault) throw fault
  }
}

/** A page ends before the second payment of an order, or of a Klarna order: what comes of the first one decides about it. */
function untilRepeated(candidates: Candidate[], { path }: BackfillOptions): Candidate[] {
  const seen = new Set<string>()
  const end = candidates.findIndex(({ order_id, data }) => {
    const names = [order_id, klarnaOrderIdAt(data, path)].filter((name) => name !== undefined)
    const isRepeated = names.some((name) => seen.has(name))
    for (const name of names) seen.add(name)
    return isRepeated
  })
  return end < 0 ? candidates : candidates.slice(0, end)
}

/** A run that was interrupted in the middle of a page knows a part of it. */
async function notDone({ knex, run }: BackfillTools, page: Candidate[]): Promise<Candidate[]> {
  const ids = page.map(({ payment_id }) => payment_id)
  const done = await doneOf(knex, run.id, ids)
  return page.filter(({ payment_id }) => !done.has(payment_id))
}

/** The first fault ends it for all: what is under way is finished, and nothing new begun. */
async function lookIntoAll(tools: BackfillTools, logger: Logger, candidates: Candidate[]) {
  const { knex, container, options } = tools
  const idOf = ({ data }: Candidate) => klarnaOrderIdAt(data, options.path)
  const idsAtHand = candidates.flatMap((each) => idOf(each) ?? klarnaOrderIdAt(each.data, OUR_PATH) ?? [])
  const order_ids = candidates.map(({ order_id }) => order_id)
  const [orders, known] = await Promise.all([ordersOf(container, order_ids), knownOf(knex, idsAtHand, order_ids)])

  const looked: LookedInto[] = []
  let fault: unknown
  const tasks = candidates.map((candidate) => async () => {
    if (fault) return
    const atHand = { klarna_order_id: idOf(candidate), order: orders.get(candidate.order_id), known }
    try {
      await tools.alive()
      looked.push(await lookInto(tools, candidate, atHand))
    } catch (error) {
      if (error instanceof BackfillInterruptedError) return void (fault ??= error)
      logger.error(`Klarna: order ${candidate.order_id} could not be compared for its adoption`, error as Error)
      looked.push({ finding: failed(candidate, atHand.klarna_order_id) })
    }
  })
  await executeWithConcurrency(tasks, AT_ONCE)
  return { looked, fault }
}

const failed = ({ payment_id, order_id }: Candidate, klarna_order_id: string | undefined): BackfillFinding => ({
  ...{ payment_id, order_id, klarna_order_id: klarna_order_id ?? null, account_id: null, adopted: false },
  result: "failed",
  reasons: ["error"],
})

/** One query for a page. */
async function ordersOf(container: MedusaContainer, id: string[]): Promise<Map<string, OrderForSync>> {
  if (!id.length) return new Map()
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields: ORDER_FIELDS, filters: { id } })
  // See query-order.ts.
  return new Map((data as unknown as OrderForSync[]).map((order) => [order.id, order]))
}

/** Now and then, however often it is asked. */
function signOfLife(renew: () => Promise<boolean>, signal: AbortSignal | undefined): () => Promise<void> {
  let last = Date.now()
  return async () => {
    if (signal?.aborted) throw stopped()
    if (Date.now() - last < SIGN_OF_LIFE_MS) return
    last = Date.now()
    if (!(await renew())) throw stopped()
  }
}

const stopped = () => new BackfillInterruptedError("stopped", "The run was stopped. It goes on from here.")
