import type { Order } from "../../klarna/types"
import { refuse } from "../answers"
import { DAY_MS, midnightAfterDays } from "../clock"
import { statusAllows } from "./status-table"
import { type Decide, withOrder } from "./verdict"

/** Klarna's usual period; an account may have another one. */
export const AUTHORIZATION_DAYS = 28
/** No extension later than this after the purchase. */
const LAST_EXTENSION_DAYS = 180

/** The period starts again today. Asked twice on a day, the date is the same. */
export const extendAuthorization: Decide = (stored, _body, { now, switches }) => {
  const { order } = stored
  const refused = (reason: string) => refuse(403, "NOT_ALLOWED", `${reason} Authorization time cannot be extended.`)
  if (!statusAllows("extend", order.status, switches)) {
    return refused(`Order is ${order.status.toLowerCase().replace("_", " ")}.`)
  }
  if (!methodAllows(order)) return refused("The payment method does not allow it.")
  if (now.getTime() > Date.parse(order.created_at ?? now.toISOString()) + LAST_EXTENSION_DAYS * DAY_MS) {
    return refused("The order is too old.")
  }
  const renewed = midnightAfterDays(now, AUTHORIZATION_DAYS).toISOString()
  const current = order.expires_at ?? renewed
  return { stored: withOrder(stored, { expires_at: Date.parse(current) > Date.parse(renewed) ? current : renewed }) }
}

/** Never for card payments, nor for financing in the United States. */
function methodAllows({ initial_payment_method, purchase_country }: Order): boolean {
  const type = initial_payment_method?.type
  return type !== "PAY_BY_CARD" && !(type === "FIXED_SUM_CREDIT" && purchase_country.toUpperCase() === "US")
}
