import type { Address } from "../klarna/types"
import { diffAddress } from "./address"
import { contentFingerprint } from "./fingerprint"
import { attentionForAddressFieldRequired, attentionForAddressRefused } from "./plan-attention"
import { send, type PlanPart } from "./plan-part"
import { canStillChange } from "./plan-status"
import type { AddressFingerprints, KlarnaMirror, OrderSnapshot, PlanPolicy } from "./types"

type AddressKind = "shipping_address" | "billing_address"

export function planShippingAddress(order: OrderSnapshot, mirror: KlarnaMirror, policy: PlanPolicy): PlanPart {
  return planAddress("shipping_address", order.shipping_address, mirror.acknowledged.shipping, mirror, policy)
}

/** A call of its own: Klarna may refuse the billing address for good and still take the delivery address. */
export function planBillingAddress(order: OrderSnapshot, mirror: KlarnaMirror, policy: PlanPolicy): PlanPart {
  if (policy.operations.billingAddress === "off") return {}
  return planAddress("billing_address", order.billing_address, mirror.acknowledged.billing, mirror, policy)
}

/** The changed fields only: each try is a credit check, and fewer changes are refused less. */
function planAddress(
  kind: AddressKind,
  wanted: Address | undefined,
  acknowledged: AddressFingerprints | undefined,
  mirror: KlarnaMirror,
  policy: PlanPolicy
): PlanPart {
  if (!wanted || mirror.acknowledged.erased) return {}
  const { changes, cleared_mandatory, fields } = diffAddress(wanted, acknowledged, mirror.klarna_order_id)
  if (Object.keys(changes).length === 0 && cleared_mandatory.length === 0) return {}
  if (!canStillChange(mirror.status)) return frozen(kind, mirror)
  if (cleared_mandatory.length > 0) return { attention: [attentionForAddressFieldRequired(kind, cleared_mandatory)] }
  const fingerprint = contentFingerprint(kind, changes, mirror.klarna_order_id)
  return send({ kind, fingerprint, changes, fields }, mirror, policy, (refusal) =>
    attentionForAddressRefused(kind, Object.keys(changes), refusal)
  )
}

/** Cancelled or expired without a capture: there is no delivery left that the address could matter to. */
function frozen(kind: AddressKind, mirror: KlarnaMirror): PlanPart {
  return mirror.captured_amount > 0 ? { notes: [{ code: "frozen_at_capture", kind }] } : {}
}
