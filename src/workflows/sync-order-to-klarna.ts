import {
  createStep,
  createWorkflow,
  StepResponse,
  transform,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import { raiseWish, syncOrder } from "./sync/sync-order"
import type { SyncInput, SyncResult } from "./sync/types"

/** First and durable: from here on a crash costs time, not the change. */
export const raiseKlarnaWishStep = createStep("raise-klarna-wish", async (input: SyncInput, { container }) => {
  return new StepResponse(input.is_wished || (await raiseWish(container, input.order_id)))
})

/** Then everything else. An order that was not paid with Klarna ends here, quietly. */
export const syncOrderToKlarnaStep = createStep(
  "sync-order-to-klarna-rounds",
  async ({ isKlarnas, ...input }: SyncInput & { isKlarnas: boolean }, { container }) => {
    const none: SyncResult = { result: "none", rounds: 0, writes: [] }
    return new StepResponse(isKlarnas ? await syncOrder(container, input) : none)
  }
)

/**
 * The one verb: compares what Medusa says of an order with what Klarna last acknowledged, and sends the difference. An edit, an
 * address change, a missed event, a retry, the job and the merchant's button all come here; a second run does nothing. An order that
 * was not paid with Klarna is left alone.
 *
 * @example
 * await syncOrderToKlarnaWorkflow(container).run({ input: { order_id: "order_01...", trigger: "user:user_01..." } })
 */
export const syncOrderToKlarnaWorkflow = createWorkflow("sync-order-to-klarna", (input: SyncInput) => {
  const isKlarnas = raiseKlarnaWishStep(input)
  const sync = transform({ input, isKlarnas }, ({ input, isKlarnas }) => ({ ...input, isKlarnas }))
  return new WorkflowResponse(syncOrderToKlarnaStep(sync))
})

export type { SyncInput, SyncResult }
