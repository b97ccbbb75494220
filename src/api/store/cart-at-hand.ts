import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { readCart, readCartOfCollection } from "../../workflows/purchase/read-cart"
import { withCart } from "../../purchase/cart-at-hand"

/**
 * Core's own routes, with the cart put beside the request for the payment provider (docs/decisions/0007). Nothing is read unless the
 * provider asks, so carts that are paid otherwise cost nothing.
 */
export function cartOfCollection(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  withCart(() => readCartOfCollection(req.scope, req.params.id), next)
}

export function cartOfPath(req: MedusaRequest, _: MedusaResponse, next: MedusaNextFunction): void {
  withCart(() => readCart(req.scope, req.params.id), next)
}
