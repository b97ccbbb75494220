import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { reconnectKlarnaOrderWorkflow } from "../../../../../../workflows/reconnect-klarna-order"
import { klarnaOrderOf } from "../../../klarna-order"
import type { AdminReconnectKlarnaOrderType } from "../../../validators"

/** Puts the order back into the sync, and sends the difference that was confirmed. */
export async function POST(
  req: AuthenticatedMedusaRequest<AdminReconnectKlarnaOrderType>,
  res: MedusaResponse
): Promise<void> {
  const { order_id } = req.params
  const { result: sync } = await reconnectKlarnaOrderWorkflow(req.scope).run({
    input: { order_id, confirm: req.validatedBody.confirm, user_id: req.auth_context.actor_id },
  })
  res.json({ ...(await klarnaOrderOf(req.scope, order_id)), sync })
}
