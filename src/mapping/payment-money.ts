import { type Amount, toMinor } from "./money"
import type { OrderForSync, OrderPayment } from "./order-fields"

/** What one payment of an order moved, in minor units, each movement rounded as it was sent. */
export interface PaymentMoney {
  /** `klarna`: of the Klarna order in question. `other_klarna`: of another Klarna order. */
  owner: "klarna" | "other_klarna" | "other"
  amount: number
  captured: number
  refunded: number
  /** Reserved, not captured and not voided. */
  live: number
  /** Reserved and voided before anything was captured. */
  voided: number
  created_at: number
  canceled_at: number
}

/** The payments of all collections of an order; `collection` is the index of the collection. */
export const paymentsOf = (order: OrderForSync, klarna_order_id: string): (PaymentMoney & { collection: number })[] =>
  (order.payment_collections ?? []).flatMap((collection, index) =>
    (collection?.payments ?? [])
      .filter((payment) => payment !== null)
      .map((payment) => ({ ...moneyOf(payment, order.currency_code, klarna_order_id), collection: index }))
  )

function moneyOf(payment: OrderPayment, currency: string, klarna_order_id: string): PaymentMoney {
  const amount = toMinor(payment.amount, currency)
  const captured = sum(payment.captures, currency)
  const isVoided = Boolean(payment.canceled_at)
  return {
    owner: ownerOf(payment, klarna_order_id),
    amount,
    captured,
    refunded: sum(payment.refunds, currency),
    live: isVoided || payment.captured_at ? 0 : Math.max(amount - captured, 0),
    voided: isVoided && captured === 0 ? amount : 0,
    created_at: timeOf(payment.created_at),
    canceled_at: timeOf(payment.canceled_at),
  }
}

function ownerOf({ provider_id, data }: OrderPayment, klarna_order_id: string): PaymentMoney["owner"] {
  if (!provider_id?.startsWith("pp_klarna")) return "other"
  return data?.klarna_order_id === klarna_order_id ? "klarna" : "other_klarna"
}

const sum = (movements: ({ amount?: Amount } | null)[] | null | undefined, currency: string): number =>
  (movements ?? []).reduce((total, movement) => total + toMinor(movement?.amount, currency), 0)

const timeOf = (at: Date | string | null | undefined): number => (at ? new Date(at).getTime() : 0)
