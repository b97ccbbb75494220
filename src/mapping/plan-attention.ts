import type { OrderStatus } from "../klarna/types"
import { formatMinor } from "./money"
import type { Attention, KlarnaMirror, OrderSnapshot, Refusal } from "./types"

/*
 * One sentence or three per code: what happened, why, what the merchant can do next.
 * Amounts in `details` are minor units. No personal data: fields of an address are named, never quoted.
 */

/** `inMedusa`, `atKlarna`: captured and not refunded, by either account. */
export function attentionForRefundMissing(missing: {
  inMedusa: number
  atKlarna: number
  currency: string
}): Attention {
  const { inMedusa, atKlarna, currency } = missing
  const amount = Math.max(inMedusa, atKlarna)
  const details = { amount, in_medusa: inMedusa, at_klarna: atKlarna }
  const isRefundedAtKlarna = atKlarna <= 0
  const message = isRefundedAtKlarna
    ? `The order was canceled, and Medusa still shows ${formatMinor(amount, currency)} as captured that Klarna no longer holds. ` +
      "If it was refunded in Klarna's portal, let the missing refund be recorded: nothing is paid twice."
    : `The order was canceled, but ${formatMinor(amount, currency)} that was captured has not been refunded. ` +
      "Give it back, or the customer pays for an order that does not exist."
  return { code: "refund_missing", message, details }
}

export function attentionForCapturedElsewhere(order: OrderSnapshot, mirror: KlarnaMirror): Attention {
  const inMedusa = formatMinor(order.captured_amount, order.currency)
  const atKlarna = formatMinor(mirror.captured_amount, order.currency)
  const next =
    mirror.captured_amount > order.captured_amount
      ? "It was probably captured in Klarna's portal, or its answer was lost: capture exactly the same in Medusa, capture for " +
        "capture, and it is recorded without being captured a second time."
      : "A capture that was interrupted is made again by itself within ten minutes. If this still stands then, look at the order in " +
        "Klarna's portal before anything is shipped or captured again."
  return {
    code: "captured_elsewhere",
    message: `Klarna has captured ${atKlarna}, Medusa ${inMedusa}. The amount is not changed at Klarna while they differ. ${next}`,
    details: { in_medusa: order.captured_amount, at_klarna: mirror.captured_amount },
  }
}

/** Goods have left. `left`: what Klarna still guarantees. Minor units. */
export function attentionForCaptureRefused(
  { amount, left, currency }: { amount: number; left: number; currency: string },
  klarna: NonNullable<Attention["klarna"]>
): Attention {
  return {
    code: "capture_refused",
    message:
      `Goods were shipped, but Klarna did not let ${formatMinor(amount, currency)} for them be captured; it still guarantees ` +
      `${formatMinor(left, currency)}. Look at the order in Klarna's portal, then capture it by hand, and ship no more before.`,
    details: { amount, order_amount: left },
    klarna,
  }
}

export function attentionForNotCovered(order: OrderSnapshot, mirror: KlarnaMirror): Attention {
  const due = order.target_amount - order.requested_back
  const missing = due - mirror.captured_amount
  const isChanged = order.target_amount > mirror.order_amount
  const ended = `Klarna marked it as ${statusInWords[mirror.status]}`
  const why = isChanged ? `The order was changed after ${ended}` : `${ended} before everything was captured`
  const next = isChanged
    ? "Undo the change, or collect the difference with another payment before the goods leave."
    : "Collect it with another payment before the goods leave, or cancel the order."
  return {
    code: "not_covered",
    message:
      `${why}: ${formatMinor(missing, order.currency)} of ${formatMinor(due, order.currency)} is not covered. ` + next,
    details: {
      missing,
      target_amount: order.target_amount,
      captured_amount: mirror.captured_amount,
      status: mirror.status,
    },
  }
}

/** Klarna ended the order, nothing of it was captured, and goods are packed. */
export function attentionForDoNotShip(order: OrderSnapshot, mirror: KlarnaMirror): Attention {
  const due = order.target_amount - order.requested_back
  return {
    code: "do_not_ship",
    message:
      `Do not ship: Klarna marked the order as ${statusInWords[mirror.status]}, so nobody pays the ` +
      `${formatMinor(due, order.currency)}. Goods are packed already: stop them, if you can also on their way. Cancel the order, ` +
      "or ask the customer for another payment before they leave.",
    details: { missing: due, status: mirror.status },
  }
}

/** `amount`: what Klarna gave back and Medusa does not know of. */
export function attentionForRefundedElsewhere(order: OrderSnapshot, mirror: KlarnaMirror): Attention {
  const amount = mirror.refunded_amount - order.refunded_amount
  const inWords = formatMinor(amount, order.currency)
  return {
    code: "refunded_elsewhere",
    message:
      `Klarna has given the customer ${inWords} back that Medusa does not know of, probably in Klarna's portal. ` +
      `Refund exactly ${inWords} in Medusa, and it is recorded without being paid a second time.`,
    details: { amount, in_medusa: order.refunded_amount, at_klarna: mirror.refunded_amount },
  }
}

/** `amount`: what Medusa shows as given back and Klarna did not give back: a process died on the way. The job makes it again. */
export function attentionForRefundNotMade(order: OrderSnapshot, mirror: KlarnaMirror): Attention {
  const amount = order.refunded_amount - mirror.refunded_amount
  const inWords = formatMinor(amount, order.currency)
  return {
    code: "refund_not_made",
    message:
      `Medusa shows ${inWords} as refunded that Klarna has not given to the customer: the refund was interrupted on its way. ` +
      `It is made again by itself within ten minutes. If this still stands then, give exactly ${inWords} back in Klarna's portal ` +
      "and synchronise again.",
    details: { amount, in_medusa: order.refunded_amount, at_klarna: mirror.refunded_amount },
  }
}

export function attentionForBelowCaptured(order: OrderSnapshot, mirror: KlarnaMirror): Attention {
  const { currency } = order
  const { captured_amount } = mirror
  const target_amount = Math.min(order.target_amount, captured_amount) - order.overcaptured
  return {
    code: "below_captured",
    message:
      `The order is down to ${formatMinor(target_amount, currency)}, but ${formatMinor(captured_amount, currency)} is already captured, ` +
      "and Klarna never goes below that. Refund the difference.",
    details: { target_amount, captured_amount },
  }
}

export function attentionForIncreaseNotEligible(order: OrderSnapshot, mirror: KlarnaMirror): Attention {
  const method = mirror.payment_method ?? "this method"
  return {
    code: "increase_not_eligible",
    message:
      `The order went up ${fromTo(order, mirror)}. Klarna does not ordinarily raise orders paid with ${method} in ` +
      `${mirror.purchase_country}, so it was not asked. Ask Klarna all the same, undo the change, ` +
      "or let the customer place a new order for what was added.",
    details: { ...amountsOf(order, mirror), method, country: mirror.purchase_country },
  }
}

export function attentionForIncreaseRefused(order: OrderSnapshot, mirror: KlarnaMirror, refusal: Refusal): Attention {
  return {
    code: "increase_refused",
    message:
      `Klarna did not agree to raise the order ${fromTo(order, mirror)} and still guarantees ` +
      `${formatMinor(mirror.order_amount, order.currency)}. Undo the change, collect the difference with another payment, ` +
      "or let the customer place a new order for what was added.",
    details: amountsOf(order, mirror),
    klarna: inKlarnasWords(refusal),
  }
}

export function attentionForAmountRefused(order: OrderSnapshot, mirror: KlarnaMirror, refusal: Refusal): Attention {
  const isLinesOnly = order.target_amount === mirror.order_amount
  const what = isLinesOnly ? "the changed order lines" : `lowering the order ${fromTo(order, mirror)}`
  return {
    code: "amount_refused",
    message:
      `Klarna did not accept ${what} and keeps what it had. ` +
      "Look at the order in Klarna's portal, then send it again or change the order back.",
    details: amountsOf(order, mirror),
    klarna: inKlarnasWords(refusal),
  }
}

/** `reason`: the snapshot's own sentence. */
export function attentionForLinesUnmappable(reason: string): Attention {
  return {
    code: "lines_unmappable",
    message: `The order's lines could not be told to Klarna: ${reason} Nothing was sent; Klarna keeps what it had.`,
  }
}

/** `problem`: a sentence about a function in the store's options. */
export function attentionForCustomizationFailed(problem: string): Attention {
  return {
    code: "customization_failed",
    message:
      `A function of this store's options failed: ${problem} What it shapes was not sent; Klarna keeps what it had. ` +
      "Have it corrected, then synchronise the order again.",
  }
}

export function attentionForSplitPaymentVoided(amount: number, currency: string): Attention {
  return {
    code: "split_payment_voided",
    message:
      `The last change voided ${formatMinor(amount, currency)} that was reserved with another payment provider. ` +
      "Klarna is not raised to fill that: collect it again where it was reserved.",
    details: { amount },
  }
}

export function attentionForAddressFieldRequired(kind: AddressKind, fields: string[]): Attention {
  return {
    code: "address_field_required",
    message:
      `The ${nameOf(kind)} has lost a field that Klarna does not let go of (${fields.map(nameOf).join(", ")}), ` +
      "so none of it was sent. Fill it in on the order.",
    details: { address: kind, fields },
  }
}

export function attentionForAddressRefused(kind: AddressKind, fields: string[], refusal: Refusal): Attention {
  const message =
    kind === "shipping_address"
      ? "Klarna did not agree to the new shipping address and keeps the old one. " +
        "Ship to the old address, correct the new one, or cancel and let the customer order again."
      : "Klarna did not agree to the new billing address and keeps the old one. " +
        "Newer Klarna accounts never change it: correct it, or leave it as it is; the delivery is not affected."
  return {
    code: kind === "shipping_address" ? "address_refused" : "billing_address_refused",
    message,
    details: { address: kind, fields },
    klarna: inKlarnasWords(refusal),
  }
}

export function attentionForReferencesRefused(refusal: Refusal): Attention {
  return {
    code: "references_refused",
    message:
      "Klarna did not accept the new merchant references, so the order is found at Klarna under the old ones. " +
      "Correct them and send again; payment and delivery are not affected.",
    klarna: inKlarnasWords(refusal),
  }
}

export function attentionForShippingInfoRefused(parcels: number, refusal: Refusal): Attention {
  return {
    code: "shipping_info_refused",
    message:
      "Klarna did not take the tracking of what was shipped, so the customer does not see it in Klarna's app; payment and delivery are not " +
      "affected. Send it again, or leave it: the customer has it from you.",
    details: { parcels },
    klarna: inKlarnasWords(refusal),
  }
}

export function attentionForCancelRefused(refusal: Refusal): Attention {
  return {
    code: "cancel_refused",
    message:
      "Klarna did not cancel its order, so the customer's reservation stands. " +
      "Look at the order in Klarna's portal, cancel it there, or send the cancellation again.",
    klarna: inKlarnasWords(refusal),
  }
}

export function attentionForReleaseRefused(refusal: Refusal): Attention {
  return {
    code: "release_refused",
    message:
      "The order was canceled, but Klarna did not release what was not captured. " +
      "Look at the order in Klarna's portal, release the rest there, or send it again.",
    klarna: inKlarnasWords(refusal),
  }
}

type AddressKind = "shipping_address" | "billing_address"

/** Total, so that a new status gets its word. */
const statusInWords: Record<OrderStatus, string> = {
  AUTHORIZED: "authorised",
  PART_CAPTURED: "partly captured",
  CAPTURED: "captured",
  CANCELLED: "cancelled",
  EXPIRED: "expired",
  CLOSED: "closed",
}

const fromTo = (order: OrderSnapshot, mirror: KlarnaMirror) =>
  `from ${formatMinor(mirror.order_amount, order.currency)} to ${formatMinor(order.target_amount, order.currency)}`

const amountsOf = (order: OrderSnapshot, mirror: KlarnaMirror) => ({
  target_amount: order.target_amount,
  order_amount: mirror.order_amount,
})

const inKlarnasWords = ({ code, messages, correlation_id }: Refusal): Attention["klarna"] => ({
  code,
  messages,
  ...(correlation_id && { correlation_id }),
})

/** `postal_code` becomes "postal code". */
const nameOf = (wireName: string) => wireName.replace(/_/g, " ")
