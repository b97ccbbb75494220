import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { hearKlarnaHostedPageWorkflow } from "../../../../../workflows/hear-klarna-hosted-page"
import { subjectOfRequest } from "../../subject-of-request"
import { HostedPageNews, understood } from "../../validators"

/** Something happened on Klarna's payment page. The news is a reason to read the page, never believed. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const payment_session_id = subjectOfRequest(req, "hosted-page")
  const { session } = understood(HostedPageNews, req.body)
  await hearKlarnaHostedPageWorkflow(req.scope).run({
    input: { payment_session_id, hosted_page_id: session.session_id, status: session.status },
  })
  res.json({ received: true })
}
