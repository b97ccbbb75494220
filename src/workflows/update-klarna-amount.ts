import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { act, type KlarnaOrderActionInput } from "./by-hand/act"

const updateKlarnaAmountStep = createStep(
  "update-klarna-amount",
  async (input: KlarnaOrderActionInput, { container }) => {
    return new StepResponse(
      await act(container, input, { action: "update_amount", how: { afresh: true, force: ["authorization"] } })
    )
  }
)

/**
 * Amount and lines are compared with what Klarna has right now, and sent if they differ, also after Klarna's no, where our table expects
 * one, or where they are manual by option. `writes` is empty when Klarna has them already.
 */
export const updateKlarnaAmountWorkflow = createWorkflow(
  "update-klarna-amount",
  (input: KlarnaOrderActionInput) => new WorkflowResponse(updateKlarnaAmountStep(input))
)
