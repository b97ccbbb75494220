import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { disconnectKlarnaOrderWorkflow } from "../../../../../../workflows/disconnect-klarna-order"
import { actionAnswer, actionInput } from "../../../action"
import type { AdminKlarnaActionResponse } from "../../../responses"

/**
 * Takes the order out of the sync: whatever happens to it from now on, Klarna is not told.
 *
 * @oas [post] /admin/klarna/orders/{order_id}/disconnect
 * operationId: PostKlarnaOrdersOrderDisconnect
 * summary: Take the order out of the sync
 * description: Whatever happens to the order from now on, Klarna is not told.
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
  const { result: sync } = await disconnectKlarnaOrderWorkflow(req.scope).run({ input: actionInput(req) })
  res.json(await actionAnswer(req, sync))
}
