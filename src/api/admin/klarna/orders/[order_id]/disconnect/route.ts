import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { disconnectKlarnaOrderWorkflow } from "../../../../../../workflows/disconnect-klarna-order"
import { klarnaOrderOf } from "../../../klarna-order"

/** Takes the order out of the sync: whatever happens to it from now on, Klarna is not told. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { order_id } = req.params
  const { result: sync } = await disconnectKlarnaOrderWorkflow(req.scope).run({
    input: { order_id, user_id: req.auth_context.actor_id },
  })
  res.json({ ...(await klarnaOrderOf(req.scope, order_id)), sync })
}
