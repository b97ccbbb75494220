import type { Capture, CreateCapture, Order } from "../../klarna/types"
import { refuse } from "../answers"
import type { StoredOrder } from "../state"
import type { Switches } from "../switches"
import { sumOf } from "../validation/arithmetic"
import { badLines, unprocessable } from "./bad-lines"
import { statusAllows } from "./status-table"
import { type Circumstances, type Verdict, withOrder } from "./verdict"

const notAllowed = (reason: string) => refuse(403, "CAPTURE_NOT_ALLOWED", `${reason} Capture not possible.`)

/** Takes money: the goods leave. Several captures are fine until the authorized amount is used up. */
export function capture(stored: StoredOrder, body: CreateCapture, at: Circumstances): Verdict {
  const { order } = stored
  const { switches } = at
  const malformed = badLines(body.order_lines, switches) ?? badSum(body, switches)
  if (malformed) return malformed
  if (!statusAllows("capture", order.status, switches)) {
    return notAllowed(`Order is ${order.status.toLowerCase()}.`)
  }
  if (!fraudAllows(order, switches)) return notAllowed(`Fraud status is ${order.fraud_status.toLowerCase()}.`)
  if (body.captured_amount > order.remaining_authorized_amount) {
    return notAllowed("The amount is higher than the remaining authorized amount.")
  }
  if (body.captured_amount === 0 && switches.capture_zero === "refuse")
    return notAllowed("There is nothing to capture.")
  return { stored: addCapture(stored, body, at), created: "capture" }
}

/** The order after a capture. It counts as an acknowledgement too. */
export function addCapture(stored: StoredOrder, body: CreateCapture, { now, id }: Circumstances): StoredOrder {
  const { order } = stored
  const captured_amount = order.captured_amount + body.captured_amount
  const remaining = order.remaining_authorized_amount - body.captured_amount
  return withOrder(
    { ...stored, acknowledged: true },
    {
      captures: [...order.captures, newCapture(order, body, now, id)],
      captured_amount,
      remaining_authorized_amount: remaining,
      status: remaining > 0 ? "PART_CAPTURED" : "CAPTURED",
    }
  )
}

const newCapture = (order: Order, body: CreateCapture, now: Date, capture_id: string): Capture => ({
  capture_id,
  klarna_reference: `${order.klarna_reference}-${order.captures.length + 1}`,
  captured_amount: body.captured_amount,
  captured_at: now.toISOString(),
  ...(body.description !== undefined && { description: body.description }),
  ...(body.reference !== undefined && { reference: body.reference }),
  refunded_amount: 0,
  order_lines: body.order_lines ?? [],
  ...(order.billing_address && { billing_address: order.billing_address }),
  ...(order.shipping_address && { shipping_address: order.shipping_address }),
  shipping_info: body.shipping_info ?? [],
})

function fraudAllows({ fraud_status }: Order, switches: Switches): boolean {
  if (fraud_status === "ACCEPTED") return true
  const cell = fraud_status === "PENDING" ? switches.capture_fraud_pending : switches.capture_fraud_rejected
  return cell === "accept"
}

function badSum({ captured_amount, order_lines }: CreateCapture, switches: Switches) {
  if (!switches.capture_lines_sum_enforced || !order_lines?.length) return undefined
  return sumOf(order_lines) === captured_amount ? undefined : unprocessable(["captured_amount"], switches)
}
