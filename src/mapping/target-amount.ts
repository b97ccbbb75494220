import { toMinor } from "./money"
import type { OrderForSync } from "./order-fields"
import { type PaymentMoney, paymentsOf } from "./payment-money"

type Payment = ReturnType<typeof paymentsOf>[number]

/** Minor units. */
export interface Target {
  order_total: number
  /** What Klarna should be authorised for, captured part included. */
  target_amount: number
  /** Recorded in Medusa for this Klarna order. */
  captured_amount: number
  refunded_amount: number
  /** What Klarna captured beyond what the order is still worth, and nobody refunded yet. */
  overcaptured: number
  /** Value of what is requested back and not received: in `target_amount`, and nothing that the buyer owes. */
  requested_back: number
  /** What another provider had reserved, core voided, and nobody holds now. */
  voided_elsewhere: number
}

/** Klarna's captures in Medusa + Klarna's share of what is still to be paid. */
export function targetAmount(order: OrderForSync, klarna_order_id: string): Target {
  const payments = paymentsOf(order, klarna_order_id)
  const klarna = payments.filter(({ owner }) => owner === "klarna")
  const others = payments.filter(({ owner }) => owner !== "klarna")
  const unpaid = notPaidYet(order, payments)
  const open = Math.max(unpaid - add(others, "live"), 0)
  const voided_elsewhere = Math.min(voidedElsewhere(klarna, others), Math.max(open - heldByKlarna(klarna), 0))
  return {
    order_total: toMinor(order.total, order.currency_code),
    target_amount: add(klarna, "captured") + open - voided_elsewhere,
    captured_amount: add(klarna, "captured"),
    refunded_amount: add(klarna, "refunded"),
    overcaptured: Math.max(Math.min(-unpaid, add(klarna, "captured") - add(klarna, "refunded")), 0),
    requested_back: order.summary
      ? Math.max(unpaid - toMinor(order.summary.pending_difference, order.currency_code), 0)
      : 0,
    voided_elsewhere,
  }
}

/**
 * What nobody has paid yet (below zero: what was paid too much), requests ignored: a requested return lowers Medusa's pending
 * difference while the buyer still holds the goods, only receipt lowers `total`. Medusa computes on each read
 *
 *   pending_difference = total - value of requested returns - transaction_total    (@medusajs/utils/dist/totals/cart)
 *
 * where exchanges and claims are requested returns plus new items in `total`. Adding the requests back leaves
 * `total - transaction_total`: exact, while Medusa's figure is set to zero within the currency's epsilon (a whole forint).
 * Examples: return of 125 requested, total 312.5, pending 187.5, still to pay 312.5; with 100 captured 212.5; exchange,
 * total 362.5, pending 237.5, still to pay 362.5. A capture is recorded with the payment first and with the order a moment
 * later: the larger sum counts, else Klarna would be asked for the captured part twice.
 */
function notPaidYet({ total, summary, currency_code }: OrderForSync, payments: Payment[]): number {
  const recorded = toMinor(summary?.transaction_total, currency_code)
  const paid = Math.max(recorded, add(payments, "captured") - add(payments, "refunded"))
  return toMinor(total, currency_code) - paid
}

/**
 * What other providers held beside Klarna when they were last voided, minus what they hold or captured since. A payment that was
 * voided before Klarna's was made is a failed attempt in the checkout and no part of a split.
 */
function voidedElsewhere(klarna: Payment[], others: Payment[]): number {
  const purchase = Math.min(...klarna.map(({ created_at }) => created_at))
  const voided = others.filter(
    (payment) => payment.owner === "other" && payment.voided > 0 && payment.canceled_at > purchase
  )
  if (voided.length === 0) return 0
  const last = voided.reduce((a, b) => (b.canceled_at > a.canceled_at ? b : a))
  const hole = voided.filter(({ collection }) => collection === last.collection)
  const since = others.filter(({ created_at }) => created_at >= last.canceled_at)
  return Math.max(add(hole, "voided") - add(since, "live") - add(since, "captured"), 0)
}

/** Uncaptured amount of Klarna's newest payment, voided by core or not: the hole is never larger than what Klarna lacks. */
function heldByKlarna(klarna: Payment[]): number {
  const newest = klarna.reduce<Payment | undefined>((a, b) => (a && a.created_at >= b.created_at ? a : b), undefined)
  return newest ? Math.max(newest.amount - newest.captured, 0) : 0
}

const add = (payments: PaymentMoney[], field: "captured" | "refunded" | "live" | "voided"): number =>
  payments.reduce((sum, payment) => sum + payment[field], 0)
