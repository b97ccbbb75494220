import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { hearKlarnaNotificationWorkflow } from "../../../../../workflows/hear-klarna-notification"
import { subjectOfRequest } from "../../subject-of-request"
import { KlarnaNotification, understood } from "../../validators"

/** Klarna decided about fraud, or took a decision back. The news is a reason to look, never believed. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  subjectOfRequest(req, "notification")
  const { order_id: klarna_order_id, event_type } = understood(KlarnaNotification, req.body)
  await hearKlarnaNotificationWorkflow(req.scope).run({ input: { klarna_order_id, event_type } })
  res.json({ received: true })
}
