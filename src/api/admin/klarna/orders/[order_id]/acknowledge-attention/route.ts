import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { acknowledgeKlarnaAttentionWorkflow } from "../../../../../../workflows/acknowledge-klarna-attention"
import { actionAnswer, actionInput } from "../../../action"
import type { AdminKlarnaActionResponse } from "../../../responses"

/**
 * Somebody has seen what needs attention: it is out of the way until its code changes.
 *
 * @oas [post] /admin/klarna/orders/{order_id}/acknowledge-attention
 * operationId: PostKlarnaOrdersOrderAcknowledgeAttention
 * summary: Mark what needs attention as seen
 * description: It is out of the way until its code changes. Nothing is sent to Klarna.
 * x-authenticated: true
 * parameters:
 *   - (path) order_id=* {string} The order's id in Medusa.
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
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminKlarnaActionResponse>
): Promise<void> {
  const { result: sync } = await acknowledgeKlarnaAttentionWorkflow(req.scope).run({ input: actionInput(req) })
  res.json(await actionAnswer(req, sync))
}
