import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { revertKlarnaEditWorkflow } from "../../../../../../workflows/revert-klarna-edit"
import { actionInput } from "../../../action"
import { klarnaOrderOf } from "../../../klarna-order"
import type { AdminKlarnaActionResponse } from "../../../responses"

/**
 * Opens the order edit that undoes the last one, for the merchant to look at and confirm.
 *
 * @oas [post] /admin/klarna/orders/{order_id}/revert-edit
 * operationId: PostKlarnaOrdersOrderRevertEdit
 * summary: Open the edit that undoes the last one
 * description: An order edit is opened that brings the lines back to what they were before the last confirmed edit. It is not confirmed.
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
  const { result } = await revertKlarnaEditWorkflow(req.scope).run({ input: actionInput(req) })
  const standing = await klarnaOrderOf(req.scope, req.params.order_id)
  const sync = { result: standing.klarna_order.sync_state, rounds: 0, writes: [] }
  res.json({ ...standing, sync, order_change_id: result.order_change_id })
}
