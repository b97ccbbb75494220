import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { act, type KlarnaOrderActionInput } from "./by-hand/act"
import { release } from "./by-hand/release"

const releaseKlarnaAuthorizationStep = createStep(
  "release-klarna-authorization",
  async (input: KlarnaOrderActionInput, { container }) => {
    return new StepResponse(await act(container, input, { action: "release", first: () => release }))
  }
)

/**
 * What of a partly captured order is not captured is given up, for good: Klarna guarantees no more than it captured.
 * https://docs.klarna.com/order-management/post-delivery/release-remaining-authorization/
 * @throws MedusaError (400) in Klarna's words when it refuses
 */
export const releaseKlarnaAuthorizationWorkflow = createWorkflow(
  "release-klarna-authorization",
  (input: KlarnaOrderActionInput) => new WorkflowResponse(releaseKlarnaAuthorizationStep(input))
)
