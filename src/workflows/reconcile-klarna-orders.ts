import {
  createStep,
  createWorkflow,
  StepResponse,
  transform,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import { reconcileAbandoned } from "./sync/reconcile-abandoned"
import { reconcileDue } from "./sync/reconcile-due"

const syncDueOrdersStep = createStep("sync-due-klarna-orders", async (_: void, { container }) => {
  return new StepResponse(await reconcileDue(container))
})

const cancelAbandonedPurchasesStep = createStep("cancel-abandoned-klarna-purchases", async (_: void, { container }) => {
  return new StepResponse(await reconcileAbandoned(container))
})

/** What the clock brings: retries that are due, work that a crash left behind, purchases that never became an order. */
export const reconcileKlarnaOrdersWorkflow = createWorkflow("reconcile-klarna-orders", () => {
  const due = syncDueOrdersStep()
  const abandoned = cancelAbandonedPurchasesStep()
  return new WorkflowResponse(transform({ due, abandoned }, (counts) => counts))
})
