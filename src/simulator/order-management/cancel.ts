import { refuse } from "../answers"
import { statusAllows } from "./status-table"
import { type Decide, withOrder } from "./verdict"

const cancelled = { status: "CANCELLED", remaining_authorized_amount: 0 } as const

/** Gives the whole authorization back, for good. */
export const cancel: Decide = (stored, _body, { switches }) => {
  const { status, captures } = stored.order
  if (captures.length && status !== "CANCELLED") {
    return refuse(403, "CANCEL_NOT_ALLOWED", "Order has previous captures. Cancel not possible.")
  }
  if (!statusAllows("cancel", status, switches)) {
    return refuse(403, "CANCEL_NOT_ALLOWED", `Order is ${status.toLowerCase()}. Cancel not possible.`)
  }
  return { stored: withOrder(stored, cancelled) }
}

/** Gives back what is not captured. For an uncaptured order Klarna wants a cancel instead. */
export const releaseRemaining: Decide = (stored, _body, { switches }) => {
  const { status, captures, captured_amount, order_amount } = stored.order
  if (!captures.length || !statusAllows("release", status, switches)) {
    return refuse(403, "NOT_ALLOWED", `${reason(status, captures.length)} Remaining authorization cannot be released.`)
  }
  const closes = status === "PART_CAPTURED" && switches.release_sets_status_captured
  return {
    stored: withOrder(stored, {
      remaining_authorized_amount: 0,
      status: closes ? "CAPTURED" : status,
      order_amount: switches.release_lowers_order_amount ? captured_amount : order_amount,
    }),
  }
}

function reason(status: string, captures: number): string {
  if (status === "CAPTURED") return "Order is fully captured."
  if (status === "AUTHORIZED" && !captures) return "Order has no captures."
  return `Order is ${status.toLowerCase()}.`
}
