import { HOUR_MS } from "../clock"
import type { StoredOrder } from "../state"
import type { Switches } from "../switches"
import { withOrder } from "./verdict"

/** How long a rejected order may still be captured before Klarna cancels it. */
const OVERRIDE_MS = 4 * HOUR_MS

/** The order as it is at this moment: what time alone has done to it. */
export function orderAt(stored: StoredOrder, now: Date, switches: Switches): StoredOrder {
  const { status } = stored.order
  if (status !== "AUTHORIZED" && status !== "PART_CAPTURED") return stored
  if (isOverdueRejection(stored, now, switches)) return without(stored, "CANCELLED")
  if (!hasExpired(stored, now)) return stored
  const keepsCapture = status === "PART_CAPTURED" && switches.part_captured_expiry === "captured"
  return without(stored, keepsCapture ? "CAPTURED" : "EXPIRED")
}

const without = (stored: StoredOrder, status: "CANCELLED" | "CAPTURED" | "EXPIRED") =>
  withOrder(stored, { status, remaining_authorized_amount: 0 })

const hasExpired = ({ order }: StoredOrder, now: Date) =>
  order.expires_at !== undefined && now.getTime() >= Date.parse(order.expires_at)

const isOverdueRejection = ({ order, rejected_at }: StoredOrder, now: Date, switches: Switches) =>
  rejected_at !== undefined &&
  order.status === "AUTHORIZED" &&
  switches.rejected_order === "cancel_after_4h" &&
  now.getTime() - Date.parse(rejected_at) >= OVERRIDE_MS
