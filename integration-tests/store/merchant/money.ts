import type { Http } from "../http"
import { livePaymentsOf, readOrder, type Order, type Payment } from "./read-order"

export interface WhichPayment {
  /** Major units; everything when left out. */
  amount?: number
  provider?: string
}

/** As the dashboard's button does: the newest payment that is neither cancelled nor captured in full. */
export async function capturePayment(admin: Http, orderId: string, which: WhichPayment = {}): Promise<void> {
  const payment = paymentToUse(await readOrder(admin, orderId), which, (one) => !one.captured_at)
  await admin.post(`/admin/payments/${payment.id}/capture`, { amount: which.amount })
}

export async function refundPayment(admin: Http, orderId: string, which: WhichPayment = {}): Promise<void> {
  const captured = (one: Payment) => Boolean(one.captures?.length)
  const payment = paymentToUse(await readOrder(admin, orderId), which, captured)
  await admin.post(`/admin/payments/${payment.id}/refund`, { amount: which.amount })
}

/** Money that reached the merchant elsewhere: settles what is still open. */
export async function markAsPaid(admin: Http, orderId: string): Promise<void> {
  const order = await readOrder(admin, orderId)
  const open = order.payment_collections.find(({ status }) => status === "not_paid")
  if (!open) throw new Error(`Order ${orderId} has nothing left to pay`)
  await admin.post(`/admin/payment-collections/${open.id}/mark-as-paid`, { order_id: orderId })
}

/** A goodwill discount, in major units. */
export async function addCreditLine(admin: Http, orderId: string, amount: number): Promise<void> {
  await admin.post(`/admin/orders/${orderId}/credit-lines`, { amount, reference: "goodwill", reference_id: orderId })
}

function paymentToUse(order: Order, { provider }: WhichPayment, fits: (payment: Payment) => boolean): Payment {
  const payment = livePaymentsOf(order).find((one) => fits(one) && (!provider || one.provider_id === provider))
  if (!payment) throw new Error(`Order ${order.id} has no payment for this`)
  return payment
}
