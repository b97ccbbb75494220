import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { refreshKlarnaOrderWorkflow } from "../../../../../../workflows/refresh-klarna-order"
import { actionAnswer, actionInput } from "../../../action"
import type { AdminKlarnaActionResponse } from "../../../responses"

/**
 * Klarna's order is read and compared: for example after somebody worked in Klarna's portal.
 *
 * @oas [post] /admin/klarna/orders/{order_id}/refresh
 * operationId: PostKlarnaOrdersOrderRefresh
 * summary: Read Klarna's order and compare
 * description: Klarna's order is read, whatever is remembered of it, and compared with Medusa's.
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
  const { result: sync } = await refreshKlarnaOrderWorkflow(req.scope).run({ input: actionInput(req) })
  res.json(await actionAnswer(req, sync))
}
