import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { releaseKlarnaAuthorizationWorkflow } from "../../../../../../workflows/release-klarna-authorization"
import { actionAnswer, actionInput } from "../../../action"
import type { AdminKlarnaActionResponse } from "../../../responses"

/**
 * Gives up what of a partly captured order is not captured.
 *
 * @oas [post] /admin/klarna/orders/{order_id}/release
 * operationId: PostKlarnaOrdersOrderRelease
 * summary: Release what is not captured
 * description: What of a partly captured order is not captured is given up, for good. Klarna's no is a 400 in its own words.
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
  const { result: sync } = await releaseKlarnaAuthorizationWorkflow(req.scope).run({ input: actionInput(req) })
  res.json(await actionAnswer(req, sync))
}
