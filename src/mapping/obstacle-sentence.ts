import type { KlarnaActionObstacle } from "./actions"

/** Why an action was not done, and what to do instead. */
export const obstacleSentence: Record<KlarnaActionObstacle, string> = {
  account_missing:
    "The Klarna account that this order was sold with is not configured any more. Add it to the options again, then try again.",
  already_connected: "The order is connected already.",
  already_seen: "Somebody has seen this already.",
  cancelled: "The order is cancelled: there is nothing left that Klarna could change.",
  captured:
    "The order is captured: Klarna changes nothing of it any more. Refund it in Medusa where money is to go back.",
  closed: "Klarna has closed the order: nothing of it can be changed any more.",
  disconnected: "The order is disconnected from Klarna. Reconnect it first.",
  expired:
    "The authorisation has expired: Klarna changes nothing of it any more. Ask the customer for another payment.",
  fraud_pending: "Klarna has not decided yet whether this order is fraud. Wait for its decision.",
  klarna_order_missing: "Klarna does not show this order to its account. Synchronise it first.",
  nothing_captured: "Nothing of the order is captured, so there is no remainder to release. Cancel the order instead.",
  nothing_to_look_at: "There is nothing to look at.",
  nothing_to_refund: "Nothing is missing: all that was captured has been refunded, or the order is not canceled.",
  nothing_to_revert: "There is no order edit that could be undone.",
}
