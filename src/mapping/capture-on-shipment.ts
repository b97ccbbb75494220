import type { OrderLine } from "../klarna/types"
import { leftOn, livePayments } from "./adoption"
import { piecesOf } from "./goods"
import { keyOfLine, sumOf, whatIsLeft } from "./line-parts"
import type { OrderForSync, OrderPayment } from "./order-fields"
import type { KlarnaMirror, OrderSnapshot } from "./types"

/** What is to be captured because goods have left. Minor units. */
export interface CaptureDue {
  payment: OrderPayment
  amount: number
}

/**
 * What has left and is not captured: said by the order itself, so that a lost event or a crash only delays it, and a capture by hand
 * counts. Never more than Klarna guarantees, nor than Medusa's payment takes.
 */
export function captureDue(order: OrderForSync, snapshot: OrderSnapshot, mirror: KlarnaMirror): CaptureDue | undefined {
  const isCapturable =
    (mirror.status === "AUTHORIZED" || mirror.status === "PART_CAPTURED") && mirror.fraud_status === "ACCEPTED"
  if (!isCapturable || snapshot.canceled || snapshot.captured_amount !== mirror.captured_amount) return undefined
  const [payment, ...others] = livePayments(order, mirror.klarna_order_id)
  if (!payment || others.length) return undefined
  const due = valueOfShipped(order, snapshot) - snapshot.captured_amount
  const amount = Math.min(due, leftOn(payment, order.currency_code), mirror.order_amount - mirror.captured_amount)
  return amount > 0 ? { payment, amount } : undefined
}

/** Shipping, credits and the like go with the first parcel; with the last one everything has left. */
export function valueOfShipped(order: OrderForSync, { lines, target_amount, is_shipped }: OrderSnapshot): number {
  if (is_shipped) return target_amount
  const shipped = piecesThatLeft(order, lines)
  const gone = whatIsLeft(lines, [], (line) => shipped[keyOfLine(line)] ?? 0)
  const beside = lines.filter((line) => !(keyOfLine(line) in shipped))
  return gone.length ? sumOfBoth(gone, beside) : 0
}

/** What needs no shipping has left when it is fulfilled. What came back is on no line any more: it was charged before, and that is one. */
function piecesThatLeft(order: OrderForSync, lines: OrderLine[]): Record<string, number> {
  const fulfilled = piecesOf(order, lines, "fulfilled_quantity")
  const needless = (order.items ?? []).flatMap((item) => (item?.requires_shipping === false ? [item.id] : []))
  const left = {
    ...piecesOf(order, lines, "shipped_quantity"),
    ...Object.fromEntries(needless.map((id) => [id, fulfilled[id] ?? 0])),
  }
  const received = piecesOf(order, lines, "return_received_quantity")
  const dismissed = piecesOf(order, lines, "return_dismissed_quantity")
  return Object.fromEntries(
    Object.entries(left).map(([id, pieces]) => [id, Math.max(pieces - received[id] - dismissed[id], 0)])
  )
}

const sumOfBoth = (some: OrderLine[], others: OrderLine[]): number => sumOf(some) + sumOf(others)
