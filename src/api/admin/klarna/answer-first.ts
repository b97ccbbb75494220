import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { answering } from "../../../workflows/sync/answer-first"

/** On core's own routes that change an order: Klarna is told when the merchant has the answer. */
export function answerMerchantFirst(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  answering(req.params.id, new Promise((resolve) => res.once("close", resolve)))
  next()
}
