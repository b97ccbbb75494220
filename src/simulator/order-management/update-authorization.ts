import type { UpdateAuthorization } from "../../klarna/types"
import { refuse } from "../answers"
import { mayIncrease } from "../markets"
import { riskAnswer, type StoredOrder } from "../state"
import type { Switches } from "../switches"
import { sumOf } from "../validation/arithmetic"
import { badLines, unprocessable } from "./bad-lines"
import { statusAllows } from "./status-table"
import { type Circumstances, type Verdict, withOrder } from "./verdict"

const notAllowed = () => refuse(403, "NOT_ALLOWED", "Update not allowed.")

type Body = Omit<UpdateAuthorization, "order_lines"> & Partial<Pick<UpdateAuthorization, "order_lines">>

/** Replaces amount and lines; lines that are not sent are deleted. More is a new risk decision. */
export function updateAuthorization(stored: StoredOrder, body: Body, { switches }: Circumstances): Verdict {
  const { order } = stored
  const malformed = badLines(body.order_lines, switches) ?? badSum(body, switches)
  if (malformed) return malformed
  if (!statusAllows("update-authorization", order.status, switches)) return notAllowed()
  if (body.order_amount < order.captured_amount) {
    return refuse(403, "NOT_ALLOWED", "The order amount cannot be lower than what is captured already.")
  }
  if (body.order_amount === 0 && switches.authorization_zero === "refuse") return notAllowed()
  if (isRefusedByRisk(stored, body.order_amount, switches)) return notAllowed()
  return { stored: replaceAmount(stored, body) }
}

/** Also what a person in the portal does: no risk decision, same result. */
export function replaceAmount(stored: StoredOrder, { order_amount, order_lines }: Body): StoredOrder {
  const { captured_amount } = stored.order
  return withOrder(stored, {
    order_amount,
    order_lines: order_lines ?? [],
    remaining_authorized_amount: order_amount - captured_amount,
    status: captured_amount === 0 ? "AUTHORIZED" : captured_amount < order_amount ? "PART_CAPTURED" : "CAPTURED",
  })
}

function isRefusedByRisk(stored: StoredOrder, wanted: number, switches: Switches): boolean {
  const { order } = stored
  if (wanted < order.order_amount) return false
  const risky = riskAnswer(stored, "increase") === "refuse"
  if (wanted === order.order_amount) return switches.equal_amount_risk_check && risky
  const market =
    (switches.increase_market === "billing_country" && order.billing_address?.country) || order.purchase_country
  return risky || !mayIncrease(order.initial_payment_method?.type, market, switches.increase_table)
}

/** Without lines there is nothing to add up. */
function badSum({ order_amount, order_lines }: Body, switches: Switches) {
  if (!order_lines?.length || switches.sum_enforced_at_om === "off") return undefined
  const tolerance = switches.sum_enforced_at_om === "within_one" ? 1 : 0
  const fits = Math.abs(sumOf(order_lines) - order_amount) <= tolerance
  return fits ? undefined : unprocessable(["order_amount"], switches)
}
