import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { klarnaOrderDifferenceWorkflow } from "../../../../../../workflows/klarna-order-difference"

/** How the order differs from Klarna's right now, and what would be sent. Klarna is read; nothing is sent. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { result: difference } = await klarnaOrderDifferenceWorkflow(req.scope).run({
    input: { order_id: req.params.order_id },
  })
  res.json({ difference })
}
