import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { act, type KlarnaOrderActionInput } from "./by-hand/act"
import { captureRemaining } from "./by-hand/capture-remaining"

const captureKlarnaRemainingStep = createStep(
  "capture-klarna-remaining",
  async (input: KlarnaOrderActionInput, { container }) => {
    return new StepResponse(
      await act(container, input, { action: "capture_remaining", first: () => captureRemaining(input.user_id) })
    )
  }
)

/**
 * Captures what Klarna still guarantees of an order, as far as Medusa's payment goes: for orders that another system changed.
 * @throws MedusaError (400) in Klarna's words when it refuses
 */
export const captureKlarnaRemainingWorkflow = createWorkflow(
  "capture-klarna-remaining",
  (input: KlarnaOrderActionInput) => new WorkflowResponse(captureKlarnaRemainingStep(input))
)
