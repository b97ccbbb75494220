import { LONGEST_CALL_MS } from "../klarna/longest-call"
import type { Order } from "../klarna/types"
import type { Operation } from "./types"

/** With a little in hand for writing the row. */
const IN_FLIGHT_MS = LONGEST_CALL_MS + 5_000

/** Whether somebody may be sending this row right now: then it is too early to ask Klarna what became of it. */
export function isOnItsWay({ created_at, sent_at, finished_at }: Operation, now = Date.now()): boolean {
  const since = sent_at ?? created_at
  const isAnswered = finished_at !== null && finished_at >= since
  return !isAnswered && now - since.getTime() < IN_FLIGHT_MS
}

/** Klarna ends a request after 59 s (its page "Request timeout"); with a little in hand for clocks that differ. */
const AT_KLARNA_MS = 70_000

/**
 * Whether Klarna may still be carrying out a row that brought no answer: nobody listens any more, and not to find it yet means nothing.
 * The client's last attempt began before it gave up.
 */
export function mayStillHappen(operation: Operation, now = Date.now()): boolean {
  return operation.sent_at !== null && now < mayHappenUntil(operation).getTime()
}

/** From then on a look at Klarna tells for certain. */
export function mayHappenUntil({ sent_at, finished_at }: Operation): Date {
  return new Date(Math.max(sent_at?.getTime() ?? 0, finished_at?.getTime() ?? 0) + AT_KLARNA_MS)
}

/** Whether Klarna's order looks as the row wanted it. Of addresses nothing can be told. */
export function hasHappened({ kind, asked }: Operation, order: Order): boolean {
  switch (kind) {
    case "authorization":
      return asked.order_amount === order.order_amount
    case "cancel":
      return order.status === "CANCELLED"
    case "release":
      return order.remaining_authorized_amount === 0
    // The same again on the same day moves nothing: then nothing has happened.
    case "extend":
      return Date.parse(order.expires_at ?? "") > Date.parse(String(asked.expires_at))
    case "references":
      return Object.entries(asked).every(([key, value]) => (order[key as "merchant_reference1"] ?? "") === value)
    default:
      return false
  }
}
