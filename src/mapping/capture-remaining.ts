import type { Order } from "../klarna/types"
import { leftOn, livePayments } from "./adoption"
import type { CaptureDue } from "./capture-on-shipment"
import { formatMinor } from "./money"
import type { OrderForSync } from "./order-fields"

/** Why it cannot be done, in a sentence for the merchant. */
export interface CannotCapture {
  because: string
}

/**
 * What Klarna still guarantees, however it came to that, as far as Medusa's payment goes. Where Klarna guarantees less (another system
 * lowered the order) that is captured, and what is missing is told afterwards. Where it guarantees more, the buyer is not charged more
 * than the order in Medusa says: the rest stays reserved until Medusa's order is raised or the rest is released. Undefined: nothing is left.
 */
export function captureOfRemaining(order: OrderForSync, klarna: Order): CaptureDue | CannotCapture | undefined {
  const remaining = klarna.remaining_authorized_amount
  if (remaining <= 0) return undefined
  if (klarna.purchase_currency.toUpperCase() !== order.currency_code.toUpperCase())
    return { because: "Klarna's order is in another currency than Medusa's." }
  const [payment, ...others] = livePayments(order, klarna.order_id)
  if (!payment) return { because: noPayment(remaining, klarna.purchase_currency) }
  if (others.length)
    return { because: "The order has several payments of Klarna's in Medusa. Capture each of them on the order page." }
  return { payment, amount: Math.min(remaining, leftOn(payment, order.currency_code)) }
}

const noPayment = (remaining: number, currency: string) =>
  `Klarna still guarantees ${formatMinor(remaining, currency)}, but Medusa has no payment left on which it could be recorded. ` +
  "Synchronise the order; if that does not help, capture it in Klarna's portal."
