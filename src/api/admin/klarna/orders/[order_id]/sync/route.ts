import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { maySync } from "../../../../../../workflows/standing"
import { syncOrderToKlarnaWorkflow } from "../../../../../../workflows/sync-order-to-klarna"
import { actionAnswer, actionInput } from "../../../action"
import type { AdminKlarnaActionResponse } from "../../../responses"
import type { AdminSyncKlarnaOrderType } from "../../../validators"

/**
 * Compares the order with Klarna now and sends what differs.
 *
 * @oas [post] /admin/klarna/orders/{order_id}/sync
 * operationId: PostKlarnaOrdersOrderSync
 * summary: Compare now and send what differs
 * description: The order is compared with what Klarna last acknowledged, and the difference is sent.
 * x-authenticated: true
 * parameters:
 *   - (path) order_id=* {string} The order's id in Medusa.
 * requestBody:
 *   content:
 *     application/json:
 *       schema:
 *         type: object
 *         properties:
 *           force:
 *             type: array
 *             description: Kinds to send although they are manual by option, or a rule or Klarna's earlier refusal says no.
 *             items:
 *               type: string
 *               enum: [acknowledge, authorization, billing_address, cancel, references, release, shipping_address, shipping_info]
 * security:
 *   - api_token: []
 *   - cookie_auth: []
 *   - jwt_token: []
 * tags:
 *   - Klarna
 * responses:
 *   "200":
 *     description: OK
 *     content:
 *       application/json:
 *         schema:
 *           $ref: "#/components/schemas/AdminKlarnaActionResponse"
 *   "400":
 *     $ref: "#/components/responses/400_error"
 *   "401":
 *     $ref: "#/components/responses/unauthorized"
 *   "403":
 *     $ref: "#/components/responses/forbidden"
 *   "404":
 *     $ref: "#/components/responses/not_found_error"
 */
export async function POST(
  req: AuthenticatedMedusaRequest<AdminSyncKlarnaOrderType>,
  res: MedusaResponse<AdminKlarnaActionResponse>
): Promise<void> {
  const { order_id, user_id } = actionInput(req)
  await maySync(req.scope, order_id)
  const { result: sync } = await syncOrderToKlarnaWorkflow(req.scope).run({
    input: { order_id, trigger: `user:${user_id}`, force: req.validatedBody.force },
  })
  res.json(await actionAnswer(req, sync))
}
