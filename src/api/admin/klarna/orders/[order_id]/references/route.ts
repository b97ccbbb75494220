import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { updateKlarnaReferencesWorkflow } from "../../../../../../workflows/update-klarna-references"
import { actionAnswer, actionInput } from "../../../action"
import type { AdminKlarnaActionResponse } from "../../../responses"
import type { AdminUpdateKlarnaReferencesType } from "../../../validators"

/**
 * Gives the Klarna order other references than the options would, and tells Klarna.
 *
 * @oas [post] /admin/klarna/orders/{order_id}/references
 * operationId: PostKlarnaOrdersOrderReferences
 * summary: Change the merchant references
 * description: The references are kept for this order and told to Klarna.
 * x-authenticated: true
 * parameters:
 *   - (path) order_id=* {string} The order's id in Medusa.
 * requestBody:
 *   content:
 *     application/json:
 *       schema:
 *         type: object
 *         properties:
 *           merchant_reference1:
 *             type: string
 *             nullable: true
 *             maxLength: 255
 *             description: An empty text clears it, null goes back to what the options say, absent leaves it as it is.
 *           merchant_reference2:
 *             type: string
 *             nullable: true
 *             maxLength: 255
 *             description: As above.
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
  req: AuthenticatedMedusaRequest<AdminUpdateKlarnaReferencesType>,
  res: MedusaResponse<AdminKlarnaActionResponse>
): Promise<void> {
  const { result: sync } = await updateKlarnaReferencesWorkflow(req.scope).run({
    input: { ...actionInput(req), references: req.validatedBody },
  })
  res.json(await actionAnswer(req, sync))
}
