import type { HttpTypes } from "@medusajs/framework/types"
import type { Http } from "../http"

export type Order = HttpTypes.AdminOrder
export type Payment = HttpTypes.AdminPayment

const fields = [
  "+email",
  "+currency_code",
  "*items",
  "*items.detail",
  "*shipping_methods",
  "*credit_lines",
  "*summary",
  "*shipping_address",
  "*billing_address",
  "*fulfillments",
  "*payment_collections",
  "*payment_collections.payment_sessions",
  "*payment_collections.payments",
  "*payment_collections.payments.captures",
  "*payment_collections.payments.refunds",
]

/** The order with everything a test asks about: lines, totals, all payment collections, sessions and payments. */
export async function readOrder(admin: Http, orderId: string): Promise<Order> {
  const { order } = await admin.get<HttpTypes.AdminOrderResponse>(
    `/admin/orders/${orderId}?fields=${encodeURIComponent(fields.join(","))}`
  )
  return order
}

/** All payments of the order, newest first. */
export function paymentsOf(order: Order): Payment[] {
  return (order.payment_collections ?? [])
    .flatMap((collection) => collection.payments ?? [])
    .sort((a, b) => String(b.created_at).localeCompare(String(a.created_at)))
}

export function livePaymentsOf(order: Order): Payment[] {
  return paymentsOf(order).filter((payment) => !payment.canceled_at)
}

/** Lines are named by their product in tests. */
export function lineOf(order: Order, product: string): HttpTypes.AdminOrderLineItem {
  const line = order.items.find((item) => item.product_title === product || item.title === product)
  if (!line) throw new Error(`Order ${order.id} has no line "${product}"`)
  return line
}
