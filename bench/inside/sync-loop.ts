import type { MedusaContainer } from "@medusajs/framework/types"
import { syncOrderToKlarnaWorkflow } from "../../src/workflows/sync-order-to-klarna"
import { inParallel } from "./in-parallel"
import { timed, type Took } from "./stopwatch"

/** The plugin's one verb, as its subscriber runs it. Answers what became of the orders, counted. */
export async function syncLoop(
  container: MedusaContainer,
  { ids, concurrency }: { ids: string[]; concurrency: number }
): Promise<Took & { results: Record<string, number> }> {
  const results: Record<string, number> = {}
  const took = await timed(() =>
    inParallel(ids, concurrency, async (order_id) => {
      const { result } = await syncOrderToKlarnaWorkflow(container).run({ input: { order_id, trigger: "event:bench" } })
      results[result.result] = (results[result.result] ?? 0) + 1
    })
  )
  return { ...took, results }
}
