import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import { queryOrder } from "../sync/query-order"
import type { FirstDeed } from "../sync/types"

/**
 * Cancels the order in Medusa, unless somebody has done that already; the sync that follows tells Klarna. Under the claim, so that of two
 * merchants only one lets core cancel and refund.
 * @throws what core throws, for example while a fulfilment is not canceled
 */
export const cancelInMedusa =
  (canceled_by: string | undefined): FirstDeed =>
  async ({ container, order_id }) => {
    const order = await queryOrder(container, order_id, ["id", "status"])
    if (order?.status === "canceled") return
    await cancelOrderWorkflow(container).run({ input: { order_id, canceled_by } })
  }
