import type { AttentionCode } from "../../src/mapping/types"
import type { Evidence } from "./evidence"

/** Amount and lines are told in one request. */
const amountNotTold = [
  "amount_refused",
  "below_captured",
  "captured_elsewhere",
  "customization_failed",
  "increase_not_eligible",
  "increase_refused",
  "lines_unmappable",
] as const

/** In what Klarna and Medusa can differ when everything is told, and what a merchant must then be shown. */
export const explanations = {
  "Klarna's amount is not what it should be": amountNotTold,
  "Klarna has other goods": amountNotTold,
  "Klarna and Medusa captured different amounts": ["captured_elsewhere", "refund_missing"],
  "more was captured than the order is worth": ["below_captured", "captured_elsewhere"],
  "Klarna gave back what Medusa does not know of": ["refunded_elsewhere", "refund_missing", "captured_elsewhere"],
  "Medusa gave back what Klarna does not know of": ["refund_missing", "refund_not_made"],
  "not everything is covered": ["not_covered", "captured_elsewhere", "do_not_ship"],
  "a canceled order is still open at Klarna": ["cancel_refused", "captured_elsewhere", "release_refused"],
  "a canceled order's money was not given back": ["refund_missing"],
  "Klarna delivers to another address": ["address_field_required", "address_refused"],
  "Klarna has another billing address": ["address_field_required", "billing_address_refused"],
  "Klarna has other references": ["references_refused"],
  "Klarna does not know of a parcel": ["shipping_info_refused", "captured_elsewhere"],
  "Klarna's fraud check said no": ["fraud_rejected", "fraud_stopped"],
} as const satisfies Record<string, readonly AttentionCode[]>

export type Difference = keyof typeof explanations

/** Found without the planner: by looking at both sides. */
export function differencesOf({ medusa, klarna }: Evidence): Difference[] {
  const found: Partial<Record<Difference, boolean>> = {
    "Klarna and Medusa captured different amounts": medusa.captured !== klarna.captured,
    "Klarna gave back what Medusa does not know of": klarna.refunded > medusa.refunded,
    "Medusa gave back what Klarna does not know of": medusa.refunded > klarna.refunded,
    ...(medusa.isCanceled ? ofCanceled({ medusa, klarna }) : ofLiving({ medusa, klarna })),
  }
  return (Object.keys(found) as Difference[]).filter((difference) => found[difference])
}

type Sides = Pick<Evidence, "medusa" | "klarna">

function ofCanceled({ medusa, klarna }: Sides): Partial<Record<Difference, boolean>> {
  const kept = Math.max(medusa.captured - medusa.refunded, klarna.captured - klarna.refunded)
  return {
    "a canceled order is still open at Klarna": isOpen(klarna),
    "a canceled order's money was not given back": kept > 0,
  }
}

function ofLiving({ medusa, klarna }: Sides): Partial<Record<Difference, boolean>> {
  const { target, requestedBack } = medusa
  const open = isOpen(klarna)
  // Cancelled with nothing to pay for: both sides are at an end.
  const isOver = klarna.status === "CANCELLED" && target === 0
  return {
    "Klarna's amount is not what it should be": open && klarna.amount !== target,
    "Klarna has other goods": open && target > 0 && !isSame(medusa.goods ?? klarna.goods, klarna.goods),
    "more was captured than the order is worth": open && medusa.overcaptured > 0,
    "not everything is covered": !open && !isOver && target - requestedBack > klarna.captured,
    "Klarna delivers to another address": open && !isSame(medusa.shippingAddress, klarna.shippingAddress),
    "Klarna has another billing address": open && !isSame(medusa.billingAddress, klarna.billingAddress),
    "Klarna does not know of a parcel": open && medusa.parcels.some((number) => !klarna.parcels.includes(number)),
    "Klarna's fraud check said no": !isOver && ["REJECTED", "STOPPED"].includes(klarna.fraudStatus),
    "Klarna has other references": klarna.status !== "CANCELLED" && !isPart(medusa.references, klarna.references),
  }
}

export const isOpen = ({ status }: Pick<Evidence["klarna"], "status">): boolean =>
  status === "AUTHORIZED" || status === "PART_CAPTURED"

/** An empty field is an absent one. */
function isSame(a: object, b: object): boolean {
  const filled = (whole: object) => Object.fromEntries(Object.entries(whole).filter(([, value]) => value))
  return isPart(filled(a), filled(b)) && isPart(filled(b), filled(a))
}

const isPart = (part: object, whole: object): boolean =>
  Object.entries(part).every(([key, value]) => (whole as Record<string, unknown>)[key] === value)
