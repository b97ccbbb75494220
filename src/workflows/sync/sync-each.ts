import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, executeWithConcurrency } from "@medusajs/framework/utils"
import { syncOrder } from "./sync-order"

/** Few enough that a job leaves connections to the requests, and Klarna's limit to the merchants. */
const AT_ONCE = 5

/** Begins nothing new after `until` (ms); what is left stays due. One that fails does not stop the others. */
export async function eachWithin<Item>(
  items: Item[],
  until: number,
  work: (item: Item) => Promise<unknown>,
  failed: (item: Item, error: Error) => void
): Promise<void> {
  const tasks = items.map((item) => async () => {
    if (Date.now() > until) return
    try {
      await work(item)
    } catch (error) {
      failed(item, error as Error)
    }
  })
  await executeWithConcurrency(tasks, AT_ONCE)
}

/** Syncs orders that the job found; one that another process took up or finished meanwhile is left to it. */
export async function syncEach(container: MedusaContainer, order_ids: string[], until: number): Promise<void> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  await eachWithin(
    order_ids,
    until,
    (order_id) => syncOrder(container, { order_id, trigger: "job" }, { when: "due" }),
    (order_id, error) =>
      logger.error(`Klarna: order ${order_id} could not be synchronised; it is tried again in a minute`, error)
  )
}
