import { contentFingerprint } from "./fingerprint"
import { planBillingAddress, planShippingAddress } from "./plan-addresses"
import { attentionForSplitPaymentVoided } from "./plan-attention"
import { planAuthorization } from "./plan-authorization"
import { isNothingToPay, planCancel, planCanceled } from "./plan-cancel"
import { planFraud } from "./plan-fraud"
import { joinParts, standingRefusal, type PlanPart } from "./plan-part"
import { planReferences } from "./plan-references"
import type { KlarnaMirror, KlarnaWrite, OrderSnapshot, PlanPolicy, SyncPlan } from "./types"

/**
 * What Klarna still has to be told so that it agrees with the order, and what a person has to look at.
 * Nothing of either: in sync. Per kind of write the first row that matches wins.
 */
export function planSync(order: OrderSnapshot, mirror: KlarnaMirror, policy: PlanPolicy): SyncPlan {
  if (order.canceled) return joinParts(planCanceled(order, mirror, policy))
  if (isNothingToPay(order, mirror)) return joinParts([planCancel("nothing_to_pay", mirror, policy)])
  return joinParts([
    planFraud(order, mirror),
    planAcknowledge(mirror, policy),
    planAuthorization(order, mirror, policy),
    planVoidedElsewhere(order),
    planShippingAddress(order, mirror, policy),
    planBillingAddress(order, mirror, policy),
    planReferences(order, mirror, policy),
  ])
}

/** Asked for by Klarna's guide and without effect on a Klarna Payments order: a refusal is nobody's concern. */
function planAcknowledge(mirror: KlarnaMirror, policy: PlanPolicy): PlanPart {
  if (!policy.acknowledge || mirror.acknowledged.order || mirror.status === "CANCELLED") return {}
  const fingerprint = contentFingerprint("acknowledge", {}, mirror.klarna_order_id)
  const write: KlarnaWrite = { kind: "acknowledge", fingerprint }
  return standingRefusal(write, mirror, policy) ? {} : { writes: [write] }
}

/** Klarna is not raised to fill what another provider's voided reservation left open; the rest is told as usual. */
function planVoidedElsewhere(order: OrderSnapshot): PlanPart {
  if (order.voided_elsewhere <= 0) return {}
  return { attention: [attentionForSplitPaymentVoided(order.voided_elsewhere, order.currency)] }
}
