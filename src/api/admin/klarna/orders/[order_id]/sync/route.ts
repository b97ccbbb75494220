import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { syncOrderToKlarnaWorkflow } from "../../../../../../workflows/sync-order-to-klarna"
import { klarnaOrderOf } from "../../../klarna-order"
import type { AdminSyncKlarnaOrderType } from "../../../validators"

/** Compares the order with Klarna now and sends what differs. */
export async function POST(
  req: AuthenticatedMedusaRequest<AdminSyncKlarnaOrderType>,
  res: MedusaResponse
): Promise<void> {
  const { order_id } = req.params
  const { result: sync } = await syncOrderToKlarnaWorkflow(req.scope).run({
    input: { order_id, trigger: `user:${req.auth_context.actor_id}`, force: req.validatedBody.force },
  })
  res.json({ ...(await klarnaOrderOf(req.scope, order_id)), sync })
}
