import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { refundMissingWorkflow } from "../../../../../../workflows/refund-missing"
import { klarnaOrderOf } from "../../../klarna-order"

/** Gives back what was captured of a canceled order and not refunded: what `refund_missing` asks for. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { order_id } = req.params
  const { result: sync } = await refundMissingWorkflow(req.scope).run({
    input: { order_id, user_id: req.auth_context.actor_id },
  })
  res.json({ ...(await klarnaOrderOf(req.scope, order_id)), sync })
}
