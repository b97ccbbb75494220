import { randomUUID } from "node:crypto"
import { z } from "zod"
import type { OrderLine } from "../../klarna/types"
import { isRefusal } from "../answers"
import { cancel, releaseRemaining } from "../order-management/cancel"
import { capture } from "../order-management/capture"
import { refund } from "../order-management/refund"
import { statusAllows } from "../order-management/status-table"
import { replaceAmount } from "../order-management/update-authorization"
import { type Circumstances, type Verdict, withOrder } from "../order-management/verdict"
import type { StoredOrder } from "../state"
import { refuse } from "../answers"

const actions = ["capture", "refund", "cancel", "release", "update-amount", "expire"] as const

export const portalBody = z.strictObject({ action: z.enum(actions), amount: z.int().min(0).optional() })

/** What a person did in Klarna's Merchant portal: the same rules as over the API, without a risk decision. */
export function portalAction(
  stored: StoredOrder,
  { action, amount }: z.infer<typeof portalBody>,
  now: Date,
  switches: Circumstances["switches"]
): Verdict {
  const { order } = stored
  const at = { now, switches, id: randomUUID() }
  switch (action) {
    case "capture":
      return capture(stored, { captured_amount: amount ?? order.remaining_authorized_amount }, at)
    case "refund":
      return refund(stored, { refunded_amount: amount ?? order.captured_amount - order.refunded_amount }, at)
    case "cancel":
      return cancel(stored, undefined, at)
    case "release":
      return releaseRemaining(stored, undefined, at)
    case "update-amount":
      return updateAmount(stored, amount, at)
    case "expire":
      return expire(stored, now)
  }
}

/** One line of the portal's own carries the difference, so that the lines still add up. */
function updateAmount(stored: StoredOrder, amount: number | undefined, { switches }: Circumstances): Verdict {
  const { order } = stored
  if (amount === undefined) return refuse(400, "NOT_ALLOWED", "update-amount needs an amount.")
  if (!statusAllows("update-authorization", order.status, switches) || amount < order.captured_amount) {
    return refuse(409, "NOT_ALLOWED", `An order that is ${order.status} cannot get this amount.`)
  }
  const difference = amount - order.order_amount
  const order_lines = difference ? [...order.order_lines, portalLine(difference)] : order.order_lines
  return { stored: replaceAmount(stored, { order_amount: amount, order_lines }) }
}

const portalLine = (total_amount: number): OrderLine => ({
  type: total_amount > 0 ? "surcharge" : "discount",
  reference: "merchant-portal",
  name: "Changed in the Merchant portal",
  quantity: 1,
  unit_price: total_amount,
  tax_rate: 0,
  total_amount,
  total_tax_amount: 0,
})

function expire(stored: StoredOrder, now: Date): Verdict {
  const { status } = stored.order
  if (status !== "AUTHORIZED" && status !== "PART_CAPTURED" && status !== "EXPIRED") {
    return refuse(409, "NOT_ALLOWED", `An order that is ${status} cannot expire.`)
  }
  return { stored: withOrder(stored, { expires_at: now.toISOString() }) }
}

/** Klarna's words for the person who clicked. */
export const portalComplaint = (verdict: Verdict) =>
  isRefusal(verdict)
    ? { status: verdict.status === 400 ? 400 : 409, error: verdict.error_messages.join(" ") }
    : undefined
