import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AdminListKlarnaOrdersType } from "../list-validators"
import { klarnaOrdersOf } from "../klarna-orders"
import type { AdminKlarnaOrderListResponse } from "../responses"

/**
 * Orders that were paid with Klarna, page by page.
 *
 * @oas [get] /admin/klarna/orders
 * operationId: GetKlarnaOrders
 * summary: List Klarna orders
 * description: Orders that were paid with Klarna, from memory. Counted up to 10 000.
 * x-authenticated: true
 * parameters:
 *   - (query) sync_state[] {string[]} in_sync, pending, needs_attention, off, closed.
 *   - (query) status[] {string[]} Klarna's status, such as AUTHORIZED.
 *   - (query) account_id[] {string[]} Accounts of the plugin's options.
 *   - (query) attention_code[] {string[]} Why an order needs attention.
 *   - (query) attention {boolean} Needs attention, and nobody has seen it yet.
 *   - (query) expiring {boolean} Authorised, and ends within seven days.
 *   - (query) q {string} An order number, with or without #, or an id or reference of Medusa's or Klarna's, exactly.
 *   - (query) limit=20 {integer} At most 100.
 *   - (query) offset=0 {integer} At most 10 000.
 *   - (query) order=-updated_at {string} updated_at, created_at, expires_at or order_amount; a minus is descending.
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
 *           $ref: "#/components/schemas/AdminKlarnaOrderListResponse"
 *   "400":
 *     $ref: "#/components/responses/400_error"
 *   "401":
 *     $ref: "#/components/responses/unauthorized"
 *   "403":
 *     $ref: "#/components/responses/forbidden"
 */
export async function GET(
  req: AuthenticatedMedusaRequest<unknown, AdminListKlarnaOrdersType>,
  res: MedusaResponse<AdminKlarnaOrderListResponse>
): Promise<void> {
  res.json(await klarnaOrdersOf(req.scope, req.validatedQuery as AdminListKlarnaOrdersType))
}
