import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { hearKlarnaApprovalWorkflow } from "../../../../../workflows/hear-klarna-approval"
import { subjectOfRequest } from "../../subject-of-request"
import { KlarnaApproval, understood } from "../../validators"

/** The buyer approved: told by Klarna, in case the browser does not come back to tell. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const payment_session_id = subjectOfRequest(req, "authorization")
  const { authorization_token } = understood(KlarnaApproval, req.body)
  await hearKlarnaApprovalWorkflow(req.scope).run({ input: { payment_session_id, authorization_token } })
  res.json({ received: true })
}
