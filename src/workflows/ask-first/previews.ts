import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules, validateEmail } from "@medusajs/framework/utils"
import type { MedusaAddress } from "../../mapping/address"
import type { OrderForSync } from "../../mapping/order-fields"
import { readOrder } from "../sync/read-order"

/** The order as it is, and as it will be when Medusa commits what is asked of it. */
export interface Change {
  before: OrderForSync
  after: OrderForSync
  /** The description of the edit, for Klarna's. */
  note?: string
}

/** Undefined: there is nothing to ask about, or Medusa is going to refuse it anyway. */
export type Preview = (container: MedusaContainer, order_id: string) => Promise<Change | undefined>

export interface OrderUpdate {
  shipping_address?: MedusaAddress
  billing_address?: MedusaAddress
  email?: string
}

/** `previewOrderChange` answers an order of the module; what of it we read is written down in order-fields.ts. */
type PreviewedOrder = OrderForSync & {
  order_change?: { description?: string | null } | null
}

/**
 * The order after its open edit. Medusa computes it as it will on confirming.
 * Source: `previewOrderChange` in `@medusajs/order/dist/services/order-module-service.js`.
 */
export const afterEdit: Preview = async (container, order_id) => {
  const [before, preview] = await Promise.all([
    readOrder(container, order_id),
    container.resolve(Modules.ORDER).previewOrderChange(order_id),
  ])
  if (!before || before.status === "canceled") return undefined
  const { order_change, ...after } = preview as unknown as PreviewedOrder
  if (!order_change) return undefined
  const { items, shipping_methods, credit_lines, total, tax_total, credit_line_total, summary } = after
  return {
    before,
    after: { ...before, items, shipping_methods, credit_lines, total, tax_total, credit_line_total, summary },
    note: order_change.description?.trim() || undefined,
  }
}

/**
 * The order with a new delivery address or mail: Medusa merges a partial address with the old one.
 * Source: `updateOrderWorkflow` in `@medusajs/core-flows/dist/order/workflows/update-order.js`.
 */
export const afterUpdate =
  (update: OrderUpdate): Preview =>
  async (container, order_id) => {
    const before = await readOrder(container, order_id)
    if (!before || isRefusedByMedusa(before, update)) return undefined
    const { shipping_address, email } = update
    return {
      before,
      after: {
        ...before,
        email: email ?? before.email,
        shipping_address: shipping_address
          ? { ...before.shipping_address, ...shipping_address }
          : before.shipping_address,
      },
    }
  }

/** What the same workflow's first step checks: Klarna must not hear of what Medusa then refuses. */
function isRefusedByMedusa(order: OrderForSync, { shipping_address, billing_address, email }: OrderUpdate): boolean {
  const moves = (to: MedusaAddress | undefined, from: MedusaAddress | null | undefined) =>
    Boolean(to?.country_code) && to?.country_code !== from?.country_code
  return (
    order.status === "canceled" ||
    moves(shipping_address, order.shipping_address) ||
    moves(billing_address, order.billing_address) ||
    (Boolean(email) && !isEmail(email as string))
  )
}

function isEmail(email: string): boolean {
  try {
    validateEmail(email)
    return true
  } catch {
    return false
  }
}
