import { contentFingerprint } from "./fingerprint"
import {
  attentionForCancelRefused,
  attentionForCapturedElsewhere,
  attentionForRefundMissing,
  attentionForReleaseRefused,
} from "./plan-attention"
import { send, standingRefusal, type PlanPart } from "./plan-part"
import { isReleased, releaseWrite } from "./release"
import type { KlarnaMirror, KlarnaWrite, OrderSnapshot, PlanPolicy } from "./types"

/** A canceled order is told to Klarna as that and nothing else: no amounts, addresses or references any more. */
export function planCanceled(order: OrderSnapshot, mirror: KlarnaMirror, policy: PlanPolicy): PlanPart[] {
  return [planRefund(order, mirror), planEnd(order, mirror, policy)]
}

/** Nothing is owed and nothing left the house: Klarna's reservation is given back although the order lives on. */
export function isNothingToPay(order: OrderSnapshot, mirror: KlarnaMirror): boolean {
  // Below zero: more was forgiven than is left.
  const owesNothing = order.order_total <= 0 && order.target_amount === 0
  const keptEverything = !order.has_fulfilled_items && !order.has_open_return
  return owesNothing && keptEverything && mirror.status === "AUTHORIZED" && !isAnythingCaptured(order, mirror)
}

export function planCancel(
  reason: Extract<KlarnaWrite, { kind: "cancel" }>["reason"],
  mirror: KlarnaMirror,
  policy: PlanPolicy
): PlanPart {
  const fingerprint = contentFingerprint("cancel", { reason }, mirror.klarna_order_id)
  const write: KlarnaWrite = { kind: "cancel", fingerprint, reason }
  // What its fraud check rejected Klarna ends by itself within hours, whatever it says to a cancel.
  if (mirror.fraud_status === "REJECTED" && standingRefusal(write, mirror, policy)) return {}
  return send(write, mirror, policy, attentionForCancelRefused)
}

/** Core swallows failed refunds when it cancels, and forgets them: the money is still the customer's. */
function planRefund(order: OrderSnapshot, mirror: KlarnaMirror): PlanPart {
  const inMedusa = order.captured_amount - order.refunded_amount
  const atKlarna = mirror.captured_amount - mirror.refunded_amount
  if (inMedusa <= 0 && atKlarna <= 0) return {}
  return { attention: [attentionForRefundMissing({ inMedusa, atKlarna, currency: order.currency })] }
}

/** Captured in full, cancelled, expired, closed: nothing to end. Already done is success. */
function planEnd(order: OrderSnapshot, mirror: KlarnaMirror, policy: PlanPolicy): PlanPart {
  if (mirror.status === "PART_CAPTURED") return planRelease(mirror, policy)
  if (mirror.status !== "AUTHORIZED") return {}
  if (isAnythingCaptured(order, mirror)) return { attention: [attentionForCapturedElsewhere(order, mirror)] }
  return planCancel("order_canceled", mirror, policy)
}

function planRelease(mirror: KlarnaMirror, policy: PlanPolicy): PlanPart {
  if (mirror.order_amount <= mirror.captured_amount || isReleased(mirror)) return {}
  return send(releaseWrite(mirror), mirror, policy, attentionForReleaseRefused)
}

/** By either account: AUTHORIZED says no, and Medusa may know of a capture that Klarna's mirror does not show. */
function isAnythingCaptured(order: OrderSnapshot, mirror: KlarnaMirror): boolean {
  return mirror.captured_amount > 0 || order.captured_amount > 0
}
