import type { Capture, Order, OrderLine } from "../klarna/types"
import { sumOf } from "./line-parts"
import { toMinor } from "./money"
import type { OrderForSync, OrderPayment } from "./order-fields"
import { targetAmount } from "./target-amount"

/** A capture as our ledger knows it. */
export interface LedgerCapture {
  /** Klarna's id. */
  result_id: string | null
  /** Medusa's id. */
  reference: string | null
  trigger: string
}

/** The trigger of what others captured and we only wrote down. */
const PORTAL = "portal"

/** A capture at Klarna that Medusa has no record of, to be recorded. Minor units. */
export interface MissingCapture {
  capture_id: string
  amount: number
  /** Only where they sum exactly. */
  order_lines?: OrderLine[]
  /** The sync made it, and the answer was lost. */
  is_ours: boolean
}

/**
 * The captures at Klarna that Medusa should record: those of Klarna's portal or of another system, and those of the sync that Medusa lost.
 * What a merchant's own click made and Medusa lost is not among them: the next click for the same amount takes it over, and must not
 * meet a capture that is recorded already and make a second one. None where they do not explain the difference exactly: somebody may
 * have recorded an older one by other means, so the newest count first.
 */
export function missingCaptures(order: OrderForSync, klarna: Order, ledger: LedgerCapture[]): MissingCapture[] {
  const difference = klarna.captured_amount - targetAmount(order, klarna.order_id).captured_amount
  if (difference <= 0 || order.status === "canceled") return []
  const recorded = new Set(paymentsOf(order).flatMap((payment) => (payment.captures ?? []).map((each) => each?.id)))
  const unknown = klarna.captures.flatMap((capture) => {
    const ours = ledger.find((each) => isSame(each, capture))
    if (ours && (ours.trigger === "provider" || recorded.has(ours.reference ?? undefined))) return []
    return [{ ...factsOf(capture), is_ours: ours !== undefined && ours.trigger !== PORTAL }]
  })
  return newestThatAddUpTo(difference, unknown)
}

/**
 * The capture of this amount that Klarna made for somebody else, and Medusa is about to make. `inMedusa` contains that one: when Klarna
 * captured less than that, it has not been made, whatever else our ledger does not know.
 */
export function captureMadeElsewhere(
  { captured_amount, captures }: Pick<Order, "captured_amount" | "captures">,
  known: { ledger: LedgerCapture[]; inMedusa: number },
  amount: number
): Omit<MissingCapture, "is_ours"> | undefined {
  if (captured_amount < known.inMedusa) return undefined
  const unknown = captures.filter((capture) => !known.ledger.some((ours) => isSame(ours, capture)))
  return unknown.map(factsOf).find((capture) => capture.amount === amount)
}

/** The same of a refund; Klarna's refunds are compared by their sum, because one there may stand for several here. */
export const isRefundMadeElsewhere = (
  { refunded_amount }: Pick<Order, "refunded_amount">,
  known: { byUs: number; inMedusa: number },
  amount: number
): boolean => refunded_amount >= known.inMedusa && refunded_amount - known.byUs >= amount

function newestThatAddUpTo(sum: number, captures: MissingCapture[]): MissingCapture[] {
  if (sum === 0) return []
  const newest = captures.at(-1)
  if (!newest || newest.amount > sum) return []
  const older = newestThatAddUpTo(sum - newest.amount, captures.slice(0, -1))
  return newest.amount === sum || older.length ? [...older, newest] : []
}

/**
 * The payment on which they are recorded; undefined where that is not beyond doubt: then a person decides.
 */
export function paymentToRecordOn(order: OrderForSync, klarna: Order, missing: MissingCapture[]): string | undefined {
  const sum = missing.reduce((total, { amount }) => total + amount, 0)
  const isSameCurrency = klarna.purchase_currency.toUpperCase() === order.currency_code.toUpperCase()
  if (sum === 0 || !isSameCurrency) return undefined
  const [payment, ...others] = livePayments(order, klarna.order_id)
  return payment && !others.length && sum <= leftOn(payment, order.currency_code) ? payment.id : undefined
}

/** Not voided, and not captured in full. */
export const livePayments = (order: OrderForSync, klarna_order_id: string): OrderPayment[] =>
  paymentsOf(order).filter(
    ({ provider_id, data, canceled_at, captured_at }) =>
      provider_id?.startsWith("pp_klarna") && data?.klarna_order_id === klarna_order_id && !canceled_at && !captured_at
  )

/** What can still be captured on a payment, minor units. */
export const leftOn = ({ amount, captures }: OrderPayment, currency: string): number =>
  (captures ?? []).reduce((left, capture) => left - toMinor(capture?.amount, currency), toMinor(amount, currency))

const paymentsOf = ({ payment_collections }: OrderForSync): OrderPayment[] =>
  (payment_collections ?? []).flatMap((each) => each?.payments ?? []).filter((payment) => payment !== null)

const isSame = ({ result_id, reference }: LedgerCapture, capture: Capture): boolean =>
  result_id === capture.capture_id || (reference !== null && reference === capture.reference)

function factsOf({ capture_id, captured_amount, order_lines = [] }: Capture) {
  const isExact = order_lines.length > 0 && sumOf(order_lines) === captured_amount
  return { capture_id, amount: captured_amount, ...(isExact && { order_lines }) }
}
