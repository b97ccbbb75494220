import { formatMinor } from "./money"
import type { PlanPart } from "./plan-part"
import type { Attention, KlarnaMirror, OrderSnapshot } from "./types"

/**
 * Klarna's decision about fraud, where it is a no. Unless the store wants it otherwise nothing is canceled by itself: the decision can be
 * overridden for a few hours, and a stop can hit an order that was accepted before.
 * https://docs.klarna.com/payments/after-payments/order-management/more-actions/pending-orders/
 */
export function planFraud(order: OrderSnapshot, mirror: KlarnaMirror): PlanPart {
  if (mirror.fraud_status === "REJECTED") return { attention: [attentionForFraudRejected(order)] }
  if (mirror.fraud_status === "STOPPED") return { attention: [attentionForFraudStopped(order)] }
  return {}
}

/** Rejected, and nobody took the risk: nothing is captured, nothing is packed. */
export function isToBeCanceled(order: OrderSnapshot, mirror: KlarnaMirror): boolean {
  const isUntouched = !order.has_fulfilled_items && order.captured_amount === 0 && mirror.captured_amount === 0
  return mirror.fraud_status === "REJECTED" && !order.canceled && isUntouched
}

function attentionForFraudRejected({ order_total, currency }: OrderSnapshot): Attention {
  return {
    code: "fraud_rejected",
    message: `Klarna rejected this purchase (${formatMinor(order_total, currency)}) after checking it for fraud: do not ship. Cancel the order, or ask the customer for another payment.`,
  }
}

function attentionForFraudStopped({ order_total, currency }: OrderSnapshot): Attention {
  return {
    code: "fraud_stopped",
    message: `Klarna asks to stop this order (${formatMinor(order_total, currency)}) because of suspected fraud: do not ship, and stop goods that are on their way if you can. Talk to Klarna before you cancel.`,
  }
}
