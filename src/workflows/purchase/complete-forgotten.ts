import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { completeCartWorkflow } from "@medusajs/medusa/core-flows"
import { withCart } from "../../purchase/cart-at-hand"
import { eachWithin } from "../sync/sync-each"
import { type ApprovedPurchase, selectForgottenApprovals } from "./approvals"
import { readCart } from "./read-cart"

/**
 * Completes the carts of buyers who approved and closed the browser. Core lets one cart become one order whoever is first, and an
 * approval is spent once (see `providers/klarna/row-of-token.ts`). Nothing new is begun after `until` (ms). @returns how many there were
 */
export async function completeForgottenPurchases(container: MedusaContainer, until: number): Promise<number> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const { rows } = await selectForgottenApprovals(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
  await eachWithin(
    rows,
    until,
    ({ cart_id }) => complete(container, cart_id),
    ({ cart_id }: ApprovedPurchase, error: Error) =>
      logger.warn(`Klarna: cart ${cart_id} was approved and could not be completed; tried again: ${error.message}`)
  )
  return rows.length
}

async function complete(container: MedusaContainer, cart_id: string): Promise<void> {
  await withCart(
    () => readCart(container, cart_id),
    () => completeCartWorkflow(container).run({ input: { id: cart_id } })
  )
}
