import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { act, type KlarnaOrderActionInput } from "./by-hand/act"
import { extend } from "./by-hand/extend"

const extendKlarnaAuthorizationStep = createStep(
  "extend-klarna-authorization",
  async (input: KlarnaOrderActionInput, { container }) => {
    return new StepResponse(
      await act(container, input, { action: "extend", first: ({ row }) => extend(row.expires_at) })
    )
  }
)

/**
 * Klarna keeps the reservation for longer: by the account's own period, counted from today.
 * https://docs.klarna.com/order-management/pre-delivery/extend-order-authorization-time/
 * @throws MedusaError (400) in Klarna's words when it refuses
 */
export const extendKlarnaAuthorizationWorkflow = createWorkflow(
  "extend-klarna-authorization",
  (input: KlarnaOrderActionInput) => new WorkflowResponse(extendKlarnaAuthorizationStep(input))
)
