import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { act, type KlarnaOrderActionInput } from "./by-hand/act"
import { cancelInMedusa } from "./by-hand/cancel"

const cancelKlarnaOrderStep = createStep(
  "cancel-klarna-order",
  async (input: KlarnaOrderActionInput, { container }) => {
    return new StepResponse(
      await act(container, input, {
        action: "cancel",
        how: { force: ["cancel", "release"] },
        first: () => cancelInMedusa(input.user_id),
      })
    )
  }
)

/**
 * Cancels the order in Medusa, as its own button does, and at Klarna, which gives up what it reserved. One that is canceled in Medusa
 * already is only told to Klarna, also after Klarna's no.
 * @throws what core throws when the order cannot be canceled
 */
export const cancelKlarnaOrderWorkflow = createWorkflow(
  "cancel-klarna-order",
  (input: KlarnaOrderActionInput) => new WorkflowResponse(cancelKlarnaOrderStep(input))
)
