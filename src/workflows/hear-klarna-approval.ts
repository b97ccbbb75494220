import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { noteApproval } from "./purchase/approvals"

export interface HearKlarnaApprovalInput {
  payment_session_id: string
  /** Valid for 60 minutes, spent once. */
  authorization_token: string
}

const noteKlarnaApprovalStep = createStep(
  "note-klarna-approval",
  async (input: HearKlarnaApprovalInput, { container }) => {
    const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    return new StepResponse({ noted: await noteApproval(knex, input) })
  }
)

/**
 * Klarna says that a buyer approved. The browser is usually on its way with the same news, so it is only written down here; the job
 * completes the cart when nobody came back to the shop for two minutes.
 */
export const hearKlarnaApprovalWorkflow = createWorkflow(
  "hear-klarna-approval",
  (input: HearKlarnaApprovalInput) => new WorkflowResponse(noteKlarnaApprovalStep(input))
)
