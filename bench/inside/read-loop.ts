import type { MedusaContainer } from "@medusajs/framework/types"
import { inParallel } from "./in-parallel"
import { readOrder, type Reading } from "./read-order"
import { timed, type Took } from "./stopwatch"

/** Reading alone. */
export function readLoop(
  container: MedusaContainer,
  { ids, concurrency, reading }: { ids: string[]; concurrency: number; reading: Reading }
): Promise<Took> {
  return timed(() => inParallel(ids, concurrency, (id) => readOrder(container, id, reading)))
}
