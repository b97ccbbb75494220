import { contentFingerprint } from "./fingerprint"
import { formatMinor } from "./money"
import { send, type PlanPart } from "./plan-part"
import { isReleased } from "./release"
import type { Attention, KlarnaMirror, KlarnaWrite, OrderSnapshot, PlanPolicy, Refusal } from "./types"

type ExtendWrite = Extract<KlarnaWrite, { kind: "extend" }>
/** Of which it is known when Klarna ends it. */
type Ending = KlarnaMirror & { expires_at: string }

const DAY_MS = 24 * 3600_000

/**
 * Before Klarna ends an authorisation: it is extended where the store wants that, else somebody is told in time. Klarna means an
 * extension for rare cases, so there is one per date, and none once everything has left the house: then it is time to capture.
 * https://docs.klarna.com/order-management/pre-delivery/extend-order-authorization-time/
 */
export function planExpiry(
  order: OrderSnapshot,
  mirror: KlarnaMirror,
  { expiry, now, ...policy }: PlanPolicy
): PlanPart {
  if (!expiry || !now || !hasEnd(mirror) || !isAnythingReserved(order, mirror)) return {}
  const daysLeft = (Date.parse(mirror.expires_at) - now.getTime()) / DAY_MS
  if (daysLeft <= 0) return {}
  if (expiry.extendDaysBefore > 0 && mayExtend(order, mirror)) {
    if (daysLeft > expiry.extendDaysBefore) return {}
    return send(extendWrite(mirror), mirror, policy, (refusal) => attentionForExtensionRefused(order, mirror, refusal))
  }
  return daysLeft <= expiry.warnDaysBefore ? { attention: [attentionForExpiresSoon(order, mirror)] } : {}
}

/** `expires_at`: the date that it is to move; the new one is Klarna's to say. */
export function extendWrite(mirror: Pick<KlarnaMirror, "klarna_order_id" | "expires_at">): ExtendWrite {
  const expires_at = mirror.expires_at ?? null
  return {
    kind: "extend",
    fingerprint: contentFingerprint("extend", { expires_at }, mirror.klarna_order_id),
    expires_at,
  }
}

const hasEnd = (mirror: KlarnaMirror): mirror is Ending => mirror.expires_at !== undefined

function isAnythingReserved(order: OrderSnapshot, mirror: KlarnaMirror): boolean {
  const isOpen = mirror.status === "AUTHORIZED" || mirror.status === "PART_CAPTURED"
  return isOpen && !isReleased(mirror) && leftToCapture(order, mirror) > 0
}

/** Once per date: where Klarna said yes and the date stayed, asking again moves nothing. */
const mayExtend = (order: OrderSnapshot, mirror: KlarnaMirror): boolean =>
  !order.is_shipped &&
  mirror.fraud_status === "ACCEPTED" &&
  mirror.acknowledged.extended !== extendWrite(mirror).fingerprint

const leftToCapture = (order: OrderSnapshot, mirror: KlarnaMirror): number =>
  Math.min(order.target_amount, mirror.order_amount) - mirror.captured_amount

function attentionForExpiresSoon(order: OrderSnapshot, mirror: Ending): Attention {
  const { amount, details } = ending(order, mirror)
  const next = order.is_shipped
    ? "Everything is shipped: capture it before."
    : "Ship and capture before, extend the authorisation, or cancel the order."
  return {
    code: "expires_soon",
    message: `Klarna keeps ${amount} reserved until ${inWords(mirror.expires_at)} only; after that nobody pays it. ${next}`,
    details,
  }
}

function attentionForExtensionRefused(order: OrderSnapshot, mirror: Ending, refusal: Refusal): Attention {
  const { code, messages, correlation_id } = refusal
  const { amount, details } = ending(order, mirror)
  return {
    code: "extension_refused",
    message:
      `Klarna did not extend the authorisation, so ${amount} stays reserved until ${inWords(mirror.expires_at)} only. ` +
      "Ship and capture before, or ask the customer for another payment.",
    details,
    klarna: { code, messages, ...(correlation_id && { correlation_id }) },
  }
}

function ending(order: OrderSnapshot, mirror: Ending) {
  const amount = leftToCapture(order, mirror)
  return { amount: formatMinor(amount, order.currency), details: { amount, expires_at: mirror.expires_at } }
}

/** `2026-03-29T00:00:00.000Z` as `2026-03-29 00:00 UTC`. */
const inWords = (time: string) => `${time.slice(0, 16).replace("T", " ")} UTC`
