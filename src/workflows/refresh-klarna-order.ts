import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { act, type KlarnaOrderActionInput } from "./by-hand/act"

const refreshKlarnaOrderStep = createStep(
  "refresh-klarna-order",
  async (input: KlarnaOrderActionInput, { container }) => {
    return new StepResponse(await act(container, input, { action: "refresh", how: { afresh: true } }))
  }
)

/** Klarna's order is read, whatever we remember of it, and compared with Medusa's: for example after somebody worked in Klarna's portal. */
export const refreshKlarnaOrderWorkflow = createWorkflow(
  "refresh-klarna-order",
  (input: KlarnaOrderActionInput) => new WorkflowResponse(refreshKlarnaOrderStep(input))
)
