import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { noteHostedPageNews } from "./purchase/hosted-page-news"

export interface HearKlarnaHostedPageInput {
  payment_session_id: string
  hosted_page_id: string
  /** Klarna's: `COMPLETED` when the buyer approved. Whatever else happens there, the buyer may still change their mind. */
  status: string
}

const noteHostedPageStep = createStep(
  "note-klarna-hosted-page",
  async (input: HearKlarnaHostedPageInput, { container }) => {
    if (input.status !== "COMPLETED") return new StepResponse({ noted: false })
    const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    return new StepResponse({ noted: await noteHostedPageNews(knex, input) })
  }
)

/**
 * Klarna says that a buyer finished on its payment page. Klarna waits three seconds for our answer, and the browser is usually on its
 * way with the same news: so it is only written down here; the job reads the page, and completes the cart when nobody came back.
 * https://docs.klarna.com/hosted-payment-page/api-documentation/status-callbacks/
 */
export const hearKlarnaHostedPageWorkflow = createWorkflow(
  "hear-klarna-hosted-page",
  (input: HearKlarnaHostedPageInput) => new WorkflowResponse(noteHostedPageStep(input))
)
