import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { reconnectKlarnaOrderWorkflow } from "../../../../../../workflows/reconnect-klarna-order"
import { actionAnswer, actionInput } from "../../../action"
import type { AdminKlarnaActionResponse } from "../../../responses"
import type { AdminReconnectKlarnaOrderType } from "../../../validators"

/**
 * Puts the order back into the sync, and sends the difference that was confirmed.
 *
 * @oas [post] /admin/klarna/orders/{order_id}/reconnect
 * operationId: PostKlarnaOrdersOrderReconnect
 * summary: Put the order back into the sync
 * description: The difference that was looked at is sent. Any other is refused, and the order stays disconnected.
 * x-authenticated: true
 * parameters:
 *   - (path) order_id=* {string} The order's id in Medusa.
 * requestBody:
 *   content:
 *     application/json:
 *       schema:
 *         type: object
 *         required: [confirm]
 *         properties:
 *           confirm:
 *             type: string
 *             description: The fingerprint of the difference that was looked at.
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
  req: AuthenticatedMedusaRequest<AdminReconnectKlarnaOrderType>,
  res: MedusaResponse<AdminKlarnaActionResponse>
): Promise<void> {
  const { result: sync } = await reconnectKlarnaOrderWorkflow(req.scope).run({
    input: { ...actionInput(req), confirm: req.validatedBody.confirm },
  })
  res.json(await actionAnswer(req, sync))
}
