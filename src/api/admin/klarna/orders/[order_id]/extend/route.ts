import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { extendKlarnaAuthorizationWorkflow } from "../../../../../../workflows/extend-klarna-authorization"
import { actionAnswer, actionInput } from "../../../action"
import type { AdminKlarnaActionResponse } from "../../../responses"

/**
 * Klarna keeps the reservation for longer.
 *
 * @oas [post] /admin/klarna/orders/{order_id}/extend
 * operationId: PostKlarnaOrdersOrderExtend
 * summary: Extend the authorisation
 * description: Klarna keeps the reservation for the account's own period, counted from today. Klarna's no is a 400 in its own words.
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
  const { result: sync } = await extendKlarnaAuthorizationWorkflow(req.scope).run({ input: actionInput(req) })
  res.json(await actionAnswer(req, sync))
}
