import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { cancelKlarnaOrderWorkflow } from "../../../../../../workflows/cancel-klarna-order"
import { actionAnswer, actionInput } from "../../../action"
import type { AdminKlarnaActionResponse } from "../../../responses"

/**
 * Cancels the order in Medusa and at Klarna.
 *
 * @oas [post] /admin/klarna/orders/{order_id}/cancel
 * operationId: PostKlarnaOrdersOrderCancel
 * summary: Cancel the order in Medusa and at Klarna
 * description: The order is canceled in Medusa, if it is not yet, and Klarna gives up what it reserved.
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
  const { result: sync } = await cancelKlarnaOrderWorkflow(req.scope).run({ input: actionInput(req) })
  res.json(await actionAnswer(req, sync))
}
