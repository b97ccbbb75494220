import type { AskableWrite } from "./ask-first"
import { formatMinor } from "./money"
import { canStillChange } from "./plan-status"
import type { KlarnaMirror, OrderSnapshot, Refusal } from "./types"

/*
 * What a merchant reads who was about to change an order: what happened, why, what to do next. Nothing has changed anywhere.
 * No personal data: the address is not quoted.
 */

/** Klarna was asked and said no. `mirror` as it is after the answer. */
export function refusedByKlarna(
  order: OrderSnapshot,
  mirror: KlarnaMirror,
  write: AskableWrite,
  refusal: Pick<Refusal, "code" | "messages" | "correlation_id">
): string {
  const status = canStillChange(mirror.status) ? "" : ` At Klarna the order is ${mirror.status} by now.`
  return `${whatWasRefused(order, mirror, write)}${status} ${NEXT[write.kind]} ${inKlarnasWords(refusal)}`
}

/** Klarna was not asked, because it never agrees to that. */
export function notEligible(order: OrderSnapshot, mirror: KlarnaMirror): string {
  return (
    `Klarna does not ordinarily raise orders paid with ${mirror.payment_method ?? "this method"} in ${mirror.purchase_country} ` +
    `(${fromTo(order, mirror)}), so it was not asked. ${NEXT.authorization}`
  )
}

/** Nobody knows what Klarna would say, and the store does not go on without knowing. `why`: in a few words. */
export function notAsked(why: string): string {
  return `Klarna could not be asked (${why}), so the order was not changed. Try again in a moment.`
}

/** Somebody else was quicker. */
export const ANOTHER_IS_ASKING =
  "Another change of this order is waiting for Klarna's answer right now, so this one was not made. " +
  "Look at the order again in a moment, then try again if it is still needed."

const NEXT: Record<AskableWrite["kind"], string> = {
  authorization:
    "The order was not changed, and the edit is still open: make it smaller, or cancel it and let the customer place a new order " +
    "for what was added.",
  shipping_address:
    "The order was not changed: keep the old address, correct the new one, or cancel the order and let the customer order again.",
}

function whatWasRefused(order: OrderSnapshot, mirror: KlarnaMirror, write: AskableWrite): string {
  if (write.kind === "shipping_address") return "Klarna did not agree to the new delivery address."
  return write.order_amount > mirror.order_amount
    ? `Klarna did not agree to raise the order ${fromTo(order, mirror)}.`
    : "Klarna did not accept the changed order lines."
}

const fromTo = (order: OrderSnapshot, mirror: KlarnaMirror) =>
  `from ${formatMinor(mirror.order_amount, order.currency)} to ${formatMinor(order.target_amount, order.currency)}`

function inKlarnasWords({ code, messages, correlation_id }: Pick<Refusal, "code" | "messages" | "correlation_id">) {
  const facts = correlation_id ? `${code}, correlation id ${correlation_id}` : code
  return `Klarna's answer: ${messages.join(" ") || "no reason given."} (${facts})`
}
