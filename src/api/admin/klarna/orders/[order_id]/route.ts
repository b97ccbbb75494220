import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { klarnaOrderOf } from "../../klarna-order"

/** How an order stands with Klarna, and its timeline. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json(await klarnaOrderOf(req.scope, req.params.order_id))
}
