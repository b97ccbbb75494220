import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { differenceSideBySide } from "../../../../../../workflows/standing"
import type { AdminKlarnaDifferenceResponse } from "../../../responses"

/**
 * How the order differs from Klarna's right now, and what would be sent. Klarna is read; nothing is sent.
 *
 * @oas [get] /admin/klarna/orders/{order_id}/difference
 * operationId: GetKlarnaOrdersOrderDifference
 * summary: How an order differs from Klarna's
 * description: Klarna is read now, and both sides are answered field by field. Nothing is sent and nothing remembered.
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
 *           $ref: "#/components/schemas/AdminKlarnaDifferenceResponse"
 *   "400":
 *     $ref: "#/components/responses/400_error"
 *   "401":
 *     $ref: "#/components/responses/unauthorized"
 *   "403":
 *     $ref: "#/components/responses/forbidden"
 *   "404":
 *     $ref: "#/components/responses/not_found_error"
 */
export async function GET(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<AdminKlarnaDifferenceResponse>
): Promise<void> {
  res.json({ difference: await differenceSideBySide(req.scope, req.params.order_id) })
}
