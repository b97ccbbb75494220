import type { DueDateOptions, Order } from "../../klarna/types"
import { type Refusal, refuse } from "../answers"
import type { StoredOrder } from "../state"
import type { Switches } from "../switches"
import { missingCapture } from "./shipping"
import type { Circumstances, Verdict } from "./verdict"

const payLater = ["INVOICE", "INVOICE_BUSINESS", "B2B_INVOICE"]
/** Days, and the fee in minor units: invented, Klarna agrees them per account. */
const offered = [
  { number_of_days: 10, amount: 0 },
  { number_of_days: 14, amount: 0 },
  { number_of_days: 30, amount: 2900 },
  { number_of_days: 60, amount: 4900 },
]

const notAllowed = () => refuse(403, "NOT_ALLOWED", "Extension of due date is not possible.")

const isOffered = (order: Order, switches: Switches) =>
  switches.due_date_extension === "accept" && payLater.includes(order.initial_payment_method?.type ?? "INVOICE")

export const dueDateOptions = ({ order }: StoredOrder, switches: Switches): DueDateOptions => ({
  currency: order.purchase_currency,
  options: isOffered(order, switches) ? offered : [],
})

/** Gives the customer more days to pay one capture. */
export function extendDueDate(stored: StoredOrder, body: { number_of_days: number }, at: Circumstances): Verdict {
  const refused: Refusal | undefined = missingCapture(stored, at)
  if (refused) return refused
  const known = offered.some(({ number_of_days }) => number_of_days === body.number_of_days)
  if (!isOffered(stored.order, at.switches) || !known) return notAllowed()
  const granted = { ...stored.due_date_extensions, [String(at.capture_id)]: body.number_of_days }
  return { stored: { ...stored, due_date_extensions: granted } }
}
