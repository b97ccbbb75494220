import type { Capture, CreateRefund, Order } from "../../klarna/types"
import { refuse } from "../answers"
import { returnFeeMarkets } from "../markets"
import type { StoredOrder } from "../state"
import { sumOf } from "../validation/arithmetic"
import { badLines } from "./bad-lines"
import { statusAllows } from "./status-table"
import { type Circumstances, type Verdict, withOrder } from "./verdict"

const notAllowed = (message: string) => refuse(403, "REFUND_NOT_ALLOWED", message)

/** Gives captured money back. */
export function refund(stored: StoredOrder, body: CreateRefund, at: Circumstances): Verdict {
  const { order } = stored
  const malformed = badLines(body.order_lines, at.switches)
  if (malformed) return malformed
  if (!order.captures.length) return notAllowed("Order has no captures. Refund not possible")
  if (!statusAllows("refund", order.status, at.switches)) {
    return notAllowed(`Order is ${order.status.toLowerCase()}. Refund not possible.`)
  }
  if (body.refunded_amount > order.captured_amount - order.refunded_amount) {
    return notAllowed("Over refund is not allowed. Refund not possible.")
  }
  if (!returnFeeFits(order, body)) return notAllowed("Return fee is not allowed. Refund not possible.")
  return { stored: addRefund(stored, body, at), created: "refund" }
}

/** The order after a refund, which Klarna assigns to a capture by the references of its lines where it can. */
export function addRefund(stored: StoredOrder, body: CreateRefund, { now, id }: Circumstances): StoredOrder {
  const { order } = stored
  const target = stored.refund_unassigned ? undefined : captureOf(order, body)
  const made = {
    refund_id: id,
    refunded_amount: body.refunded_amount,
    refunded_at: now.toISOString(),
    ...(body.description !== undefined && { description: body.description }),
    ...(body.reference !== undefined && { reference: body.reference }),
    order_lines: body.order_lines ?? [],
  }
  return withOrder(
    { ...stored, refund_unassigned: !target },
    {
      refunds: [...order.refunds, made],
      refunded_amount: order.refunded_amount + body.refunded_amount,
      captures: order.captures.map((one) =>
        one === target ? { ...one, refunded_amount: (one.refunded_amount ?? 0) + body.refunded_amount } : one
      ),
    }
  )
}

/** The one capture that holds every refunded line and has enough left; lines must add up to the refund. */
function captureOf({ captures }: Order, { refunded_amount, order_lines }: CreateRefund): Capture | undefined {
  if (!order_lines?.length || sumOf(order_lines) !== refunded_amount) return undefined
  const wanted = order_lines.filter(({ type }) => type !== "return_fee").map(({ reference }) => reference)
  return captures.find(
    (one) =>
      refunded_amount <= one.captured_amount - (one.refunded_amount ?? 0) &&
      wanted.every((reference) => reference && one.order_lines?.some((line) => line.reference === reference))
  )
}

/** A fee for returning is negative, needs one capture of everything, exact sums, and a market that has it. */
function returnFeeFits(order: Order, { refunded_amount, order_lines = [] }: CreateRefund): boolean {
  const fees = order_lines.filter(({ type }) => type === "return_fee")
  if (!fees.length) return true
  return (
    fees.every(({ total_amount }) => total_amount < 0) &&
    order.captures.length === 1 &&
    order.captures[0].captured_amount === order.order_amount &&
    sumOf(order_lines) === refunded_amount &&
    returnFeeMarkets.includes(order.purchase_country.toUpperCase())
  )
}
