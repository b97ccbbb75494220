import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { act, type KlarnaOrderActionInput } from "./by-hand/act"

const resendKlarnaAddressStep = createStep(
  "resend-klarna-address",
  async (input: KlarnaOrderActionInput, { container }) => {
    return new StepResponse(
      await act(container, input, { action: "resend_address", how: { afresh: true, force: ["shipping_address"] } })
    )
  }
)

/**
 * The delivery address is compared with the one that Klarna has right now, and sent if it differs, also after Klarna's no or where it is
 * manual by option. `writes` is empty when Klarna has it already.
 */
export const resendKlarnaAddressWorkflow = createWorkflow(
  "resend-klarna-address",
  (input: KlarnaOrderActionInput) => new WorkflowResponse(resendKlarnaAddressStep(input))
)
