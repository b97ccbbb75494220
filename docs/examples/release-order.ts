// src/workflows/release-order.ts
import { MedusaError } from "@medusajs/framework/utils"
import {
  createStep,
  createWorkflow,
  StepResponse,
  transform,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import { syncOrderToKlarnaWorkflow, type SyncResult } from "medusa-klarna/workflows"

const klarnaMustAgreeStep = createStep("klarna-must-agree", async ({ result }: SyncResult) => {
  if (["in_sync", "closed", "none"].includes(result)) return new StepResponse(result)
  throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `Not released to the warehouse: with Klarna it is ${result}`)
})

/** An order goes to the warehouse when Klarna knows it as it is; one that was not paid with Klarna (`none`) goes as well. */
export const releaseOrderWorkflow = createWorkflow("release-order", (input: { order_id: string }) => {
  const asked = transform({ input }, ({ input }) => ({ order_id: input.order_id, trigger: "workflow" }))
  const sync = syncOrderToKlarnaWorkflow.runAsStep({ input: asked })
  return new WorkflowResponse(klarnaMustAgreeStep(sync))
})
