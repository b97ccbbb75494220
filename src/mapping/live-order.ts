import type { Capture, Order, OrderLine, Refund } from "../klarna/types"

/** Klarna's order for people to read: without addresses, and without what only machines read. Amounts in minor units. */
export function liveOrder(order: Order) {
  const method = order.initial_payment_method
  return {
    klarna_order_id: order.order_id,
    klarna_reference: order.klarna_reference ?? null,
    status: order.status,
    fraud_status: order.fraud_status,
    order_amount: order.order_amount,
    original_order_amount: order.original_order_amount,
    captured_amount: order.captured_amount,
    refunded_amount: order.refunded_amount,
    remaining_authorized_amount: order.remaining_authorized_amount,
    purchase_currency: order.purchase_currency.toUpperCase(),
    purchase_country: order.purchase_country.toUpperCase(),
    payment_method: method
      ? {
          type: method.type ?? null,
          description: method.description ?? null,
          number_of_installments: method.number_of_installments ?? null,
        }
      : null,
    merchant_reference1: order.merchant_reference1 ?? null,
    merchant_reference2: order.merchant_reference2 ?? null,
    created_at: order.created_at ?? null,
    expires_at: order.expires_at ?? null,
    lines: order.order_lines.map(line),
    captures: order.captures.map(capture),
    refunds: order.refunds.map(refund),
  }
}

export type LiveOrder = ReturnType<typeof liveOrder>

const line = ({ reference, name, quantity, unit_price, total_amount }: OrderLine) => ({
  reference: reference || null,
  name,
  quantity,
  unit_price,
  total_amount,
})

const capture = ({ capture_id, captured_amount, reference, captured_at }: Capture) => ({
  id: capture_id,
  amount: captured_amount,
  reference: reference ?? null,
  captured_at: captured_at ?? null,
})

const refund = ({ refund_id, refunded_amount, reference, refunded_at }: Refund) => ({
  id: refund_id ?? null,
  amount: refunded_amount,
  reference: reference ?? null,
  refunded_at: refunded_at ?? null,
})
