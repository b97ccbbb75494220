import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { klarnaOrderOf } from "../../klarna-order"
import type { AdminKlarnaOrderResponse } from "../../responses"
import type { AdminGetKlarnaOrderType } from "../../validators"

/**
 * How an order stands with Klarna, and its timeline. Klarna is asked only with `live`.
 *
 * @oas [get] /admin/klarna/orders/{order_id}
 * operationId: GetKlarnaOrdersOrder
 * summary: How an order stands with Klarna
 * description: From memory, with its timeline, what would be sent now and what can be done.
 * x-authenticated: true
 * parameters:
 *   - (path) order_id=* {string} The order's id in Medusa.
 *   - (query) live {boolean} Klarna's order is read now and answered as live; where that fails live_error says why.
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
 *           $ref: "#/components/schemas/AdminKlarnaOrderResponse"
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
  req: AuthenticatedMedusaRequest<unknown, AdminGetKlarnaOrderType>,
  res: MedusaResponse<AdminKlarnaOrderResponse>
): Promise<void> {
  res.json(await klarnaOrderOf(req.scope, req.params.order_id, req.validatedQuery as AdminGetKlarnaOrderType))
}
