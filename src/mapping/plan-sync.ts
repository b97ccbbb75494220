import { contentFingerprint } from "./fingerprint"
import { planBillingAddress, planShippingAddress } from "./plan-addresses"
import {
  attentionForRefundedElsewhere,
  attentionForRefundNotMade,
  attentionForSplitPaymentVoided,
} from "./plan-attention"
import { planAuthorization } from "./plan-authorization"
import { isNothingToPay, planCancel, planCanceled } from "./plan-cancel"
import { planExpiry } from "./plan-expiry"
import { planFraud } from "./plan-fraud"
import { holdBack } from "./plan-manual"
import { joinParts, standingRefusal, type PlanPart } from "./plan-part"
import { planReferences } from "./plan-references"
import { planShipping } from "./plan-shipping"
import type { KlarnaMirror, KlarnaWrite, OrderSnapshot, PlanPolicy, SyncPlan } from "./types"

/**
 * What Klarna still has to be told so that it agrees with the order, and what a person has to look at.
 * Nothing of either: in sync. Per kind of write the first row that matches wins.
 */
export function planSync(order: OrderSnapshot, mirror: KlarnaMirror, policy: PlanPolicy): SyncPlan {
  return holdBack(joinParts(partsOf(order, mirror, policy)), mirror, policy)
}

function partsOf(order: OrderSnapshot, mirror: KlarnaMirror, policy: PlanPolicy): PlanPart[] {
  if (order.canceled) return planCanceled(order, mirror, policy)
  if (isNothingToPay(order, mirror)) return [planCancel("nothing_to_pay", mirror, policy)]
  return [
    planFraud(order, mirror),
    planAcknowledge(mirror, policy),
    planAuthorization(order, mirror, policy),
    planVoidedElsewhere(order),
    planRefunded(order, mirror),
    planShippingAddress(order, mirror, policy),
    planBillingAddress(order, mirror, policy),
    planReferences(order, mirror, policy),
    planShipping(order, mirror, policy),
    planExpiry(order, mirror, policy),
  ]
}

/** Asked for by Klarna's guide and without effect on a Klarna Payments order: a refusal is nobody's concern. */
function planAcknowledge(mirror: KlarnaMirror, policy: PlanPolicy): PlanPart {
  if (policy.operations.acknowledge === "off" || mirror.acknowledged.order || mirror.status === "CANCELLED") return {}
  const fingerprint = contentFingerprint("acknowledge", {}, mirror.klarna_order_id)
  const write: KlarnaWrite = { kind: "acknowledge", fingerprint }
  return standingRefusal(write, mirror, policy) ? {} : { writes: [write] }
}

/** Said, and not made good by itself: only the merchant knows what the money was given back for. */
function planRefunded(order: OrderSnapshot, mirror: KlarnaMirror): PlanPart {
  const surplus = mirror.refunded_amount - order.refunded_amount
  if (surplus === 0) return {}
  const explain = surplus > 0 ? attentionForRefundedElsewhere : attentionForRefundNotMade
  return { attention: [explain(order, mirror)] }
}

/** Klarna is not raised to fill what another provider's voided reservation left open; the rest is told as usual. */
function planVoidedElsewhere(order: OrderSnapshot): PlanPart {
  if (order.voided_elsewhere <= 0) return {}
  return { attention: [attentionForSplitPaymentVoided(order.voided_elsewhere, order.currency)] }
}
