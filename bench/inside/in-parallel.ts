import { executeWithConcurrency } from "@medusajs/framework/utils"

/** So many at a time; the first fault of any ends the bench. */
export async function inParallel<Item>(items: Item[], concurrency: number, work: (item: Item) => Promise<unknown>) {
  const results = await executeWithConcurrency(
    items.map((item) => () => work(item)),
    concurrency
  )
  for (const result of results) if (result.status === "rejected") throw result.reason
}
