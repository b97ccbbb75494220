import { toMinor } from "./money"
import type { OrderForSync, OrderPayment, OrderPaymentCollection } from "./order-fields"
import { targetAmount } from "./target-amount"
import type { KlarnaMirror } from "./types"

/** What has to be done to Medusa's payments so that they agree with what Klarna guarantees. Amounts in minor units. */
export type SettleAction =
  /** The payment remembers its order: so it is never taken for an abandoned purchase. */
  | { type: "mark"; payment: OrderPayment }
  /** Core voided the old payment and opened a collection: a new payment for what Klarna guarantees. */
  | { type: "authorize"; collection: OrderPaymentCollection; amount: number }
  /** Core left the payment alone, Klarna's amount moved: the payment moves in place. */
  | { type: "amend"; collection: OrderPaymentCollection; payment: OrderPayment; amount: number; covers_order: boolean }
  /** Klarna decided about fraud: the session that waited becomes a payment. */
  | { type: "finish"; session_id: string }
  /** Core ended a collection of which a part was captured: that part is all it was for, else the order never counts as paid. */
  | { type: "close"; collection: OrderPaymentCollection; amount: number }
  /** Nothing is to be paid any more, and core did not void the payment. */
  | { type: "void"; payment: OrderPayment }

const OPEN = ["not_paid", "awaiting", "partially_authorized"]

/**
 * Decides from the state ("is there a live Klarna payment for the amount?"), not from what core is known to do with payments on an
 * edit: core may change that (medusa issue 14984).
 */
export function planSettlement(order: OrderForSync, mirror: KlarnaMirror, target_amount: number): SettleAction[] {
  if (order.status === "canceled") return []
  const collections = (order.payment_collections ?? []).filter((each) => each !== null)
  const waiting = sessionWaiting(collections, mirror)
  if (waiting)
    return mirror.fraud_status === "ACCEPTED" && isOpen(mirror) ? [{ type: "finish", session_id: waiting }] : []

  const live = collections.flatMap((collection) =>
    (collection.payments ?? [])
      .filter((payment) => payment !== null && isLive(payment, mirror))
      .map((payment) => ({ collection, payment: payment as OrderPayment }))
  )
  return [...marks(live), ...closings(order, collections), ...money(order, mirror, target_amount, collections, live)]
}

type Live = { collection: OrderPaymentCollection; payment: OrderPayment }

function money(
  order: OrderForSync,
  mirror: KlarnaMirror,
  target_amount: number,
  collections: OrderPaymentCollection[],
  live: Live[]
): SettleAction[] {
  const uncaptured = live.filter(({ payment }) => !payment.captured_at)
  if (!isOpen(mirror)) {
    const nothingToPay = mirror.status === "CANCELLED" && target_amount === 0
    return nothingToPay ? uncaptured.map(({ payment }) => ({ type: "void", payment })) : []
  }
  const minor = (amount: Parameters<typeof toMinor>[0]) => toMinor(amount, order.currency_code)
  const captured = ({ payment }: Live) => (payment.captures ?? []).reduce((sum, each) => sum + minor(each?.amount), 0)
  const remaining = Math.min(mirror.order_amount - capturedAnywhere(order, mirror), owed(order))

  const covers_order = mirror.order_amount >= target_amount
  const amendment = (each: Live) => ({ type: "amend" as const, ...each, covers_order })

  if (uncaptured.length === 0) {
    if (remaining <= 0) return []
    const open = collections.find(({ status }) => OPEN.includes(status ?? ""))
    if (open) return [{ type: "authorize", collection: open, amount: remaining }]
    // All that was owed was captured while a return was requested, and the return was called off: core opens nothing for it.
    return live.length
      ? [newestOf(live)].map((each) => ({ ...amendment(each), amount: captured(each) + remaining }))
      : []
  }
  const held = uncaptured.reduce((sum, each) => sum + minor(each.payment.amount) - captured(each), 0)
  if (held === remaining)
    return unnoticed(uncaptured).map((each) => ({ ...amendment(each), amount: minor(each.payment.amount) }))
  const unneeded = uncaptured.filter((each) => captured(each) === 0)
  if (remaining === 0 && unneeded.length && isPaidFor(order, mirror))
    return unneeded.map(({ payment }) => ({ type: "void", payment }))
  // Several payments of one Klarna order: the newest takes up the difference.
  const newest = newestOf(uncaptured)
  const amount = minor(newest.payment.amount) + remaining - held
  if (amount < captured(newest) || amount <= 0) return []
  return [{ ...amendment(newest), amount }]
}

/** Core died between the payment and its collection: the payment can be captured, but the order never counts as authorised. */
const unnoticed = (live: Live[]): Live[] =>
  live.filter(({ collection }) => collection.status === "not_paid" || collection.status === "awaiting")

/**
 * A capture is written down before Klarna is asked: while only one side knows of it, the payment must not grow by what it is about to
 * take, and must not offer what was taken in Klarna's portal.
 */
const capturedAnywhere = (order: OrderForSync, { captured_amount, klarna_order_id }: KlarnaMirror): number =>
  Math.max(captured_amount, targetAmount(order, klarna_order_id).captured_amount)

/**
 * What Medusa says the buyer still owes: less than Klarna guarantees while a return is requested, and then the next capture is to take
 * no more than that. Source: `pending_difference` in `@medusajs/utils/dist/totals/cart`.
 */
const owed = ({ summary, currency_code }: OrderForSync): number =>
  summary ? Math.max(toMinor(summary.pending_difference, currency_code), 0) : Infinity

/**
 * What was captured is all that the order costs, or it costs nothing. Core voids payments when such an edit is confirmed, but not one
 * that is only made meanwhile, nor when everything is forgiven. A return may still be called off, and nobody would open a collection
 * for the payment again.
 */
const isPaidFor = (order: OrderForSync, { captured_amount, klarna_order_id }: KlarnaMirror): boolean => {
  const { requested_back, target_amount } = targetAmount(order, klarna_order_id)
  return requested_back === 0 && (captured_amount > 0 || target_amount === 0)
}

const marks = (live: Live[]): SettleAction[] =>
  live.filter(({ payment }) => !payment.data?.medusa_order_id).map(({ payment }) => ({ type: "mark", payment }))

function closings({ currency_code }: OrderForSync, collections: OrderPaymentCollection[]): SettleAction[] {
  return collections
    .filter(({ status }) => status === "partially_captured")
    .map((collection) => ({ collection, amount: capturedOf(collection, currency_code) }))
    .filter(({ collection, amount }) => amount > 0 && amount < toMinor(collection.amount, currency_code))
    .map((closing) => ({ type: "close", ...closing }))
}

const capturedOf = ({ payments }: OrderPaymentCollection, currency: string): number =>
  (payments ?? [])
    .flatMap((payment) => payment?.captures ?? [])
    .reduce((sum, capture) => sum + toMinor(capture?.amount, currency), 0)

const isOpen = ({ status }: KlarnaMirror) => status === "AUTHORIZED" || status === "PART_CAPTURED"

const isLive = ({ provider_id, data, canceled_at }: OrderPayment, { klarna_order_id }: KlarnaMirror) =>
  Boolean(provider_id?.startsWith("pp_klarna")) && data?.klarna_order_id === klarna_order_id && !canceled_at

const newestOf = (payments: Live[]): Live => payments.reduce((a, b) => (timeOf(b) > timeOf(a) ? b : a))

const timeOf = ({ payment }: Live) => new Date(payment.created_at ?? 0).getTime()

function sessionWaiting(collections: OrderPaymentCollection[], { klarna_order_id }: KlarnaMirror): string | undefined {
  return collections
    .flatMap(({ payment_sessions }) => payment_sessions ?? [])
    .find((session) => session?.status === "pending_authorization" && session.data?.klarna_order_id === klarna_order_id)
    ?.id
}
