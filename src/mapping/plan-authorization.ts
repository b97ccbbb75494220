import { linesFingerprint } from "./fingerprint"
import {
  attentionForAmountRefused,
  attentionForBelowCaptured,
  attentionForCapturedElsewhere,
  attentionForCustomizationFailed,
  attentionForDoNotShip,
  attentionForIncreaseNotEligible,
  attentionForIncreaseRefused,
  attentionForLinesUnmappable,
  attentionForNotCovered,
} from "./plan-attention"
import { isIncreaseEligible } from "./plan-increase"
import { isForced, send, standingRefusal, type PlanPart } from "./plan-part"
import { canStillChange } from "./plan-status"
import { isReleased } from "./release"
import { cut } from "./text"
import type { Attention, KlarnaMirror, KlarnaWrite, OrderSnapshot, PlanPolicy } from "./types"

type AuthorizationWrite = Extract<KlarnaWrite, { kind: "authorization" }>

/** Klarna's limit for `description`, in characters. https://docs.klarna.com/api/ordermanagement/ */
const DESCRIPTION_LIMIT = 255

/** Amount and lines: one request, since Klarna deletes its lines when an amount comes without them. */
export function planAuthorization(order: OrderSnapshot, mirror: KlarnaMirror, policy: PlanPolicy): PlanPart {
  // While the two disagree about what was captured, "the amount" means two things: no request at all.
  if (order.captured_amount !== mirror.captured_amount) return needs(attentionForCapturedElsewhere(order, mirror))
  // What was given up is not taken back by itself: that would be a new increase, and a merchant's to ask for.
  const isGivenUp = isReleased(mirror) && !isForced(policy, "authorization")
  if (!canStillChange(mirror.status) || isGivenUp) return planAfterTheEnd(order, mirror)
  if (order.target_amount < mirror.captured_amount || order.overcaptured > 0)
    return needs(attentionForBelowCaptured(order, mirror))
  // What Klarna does with an amount of 0 is not documented. Where cancelling is right, `isNothingToPay` came first.
  if (order.target_amount === 0) return mirror.order_amount === 0 ? {} : note("zero_amount")
  if (order.target_amount !== mirror.order_amount && mirror.fraud_status === "PENDING") return waitForFraudDecision
  if (order.customization_failed?.lines) return needs(attentionForCustomizationFailed(order.customization_failed.lines))
  if (order.unmappable) return needs(attentionForLinesUnmappable(order.unmappable))
  // The amount is compared by itself too: a read may have found another one at Klarna than it last acknowledged.
  const isTold = order.target_amount === mirror.order_amount && areLinesTold(order, mirror)
  return isTold ? {} : planChange(order, mirror, policy)
}

/**
 * Captured, cancelled, expired or closed: what Klarna captured is all that it pays. What is on its way back need not be covered: after a
 * capture the goods that replace it are paid with it.
 */
function planAfterTheEnd(order: OrderSnapshot, mirror: KlarnaMirror): PlanPart {
  if (order.target_amount - order.requested_back > mirror.captured_amount)
    return needs(
      order.has_fulfilled_items && mirror.captured_amount === 0
        ? attentionForDoNotShip(order, mirror)
        : attentionForNotCovered(order, mirror)
    )
  const isComparable = mirror.captured_amount > 0 && mirror.acknowledged.lines !== undefined && !order.unmappable
  return isComparable && !areLinesTold(order, mirror) ? note("frozen_at_capture") : {}
}

function planChange(order: OrderSnapshot, mirror: KlarnaMirror, policy: PlanPolicy): PlanPart {
  const write = authorizationWrite(order, mirror)
  if (write.order_amount <= mirror.order_amount) {
    return send(write, mirror, policy, (refusal) => attentionForAmountRefused(order, mirror, refusal))
  }
  // Klarna's own answer says more than our table: once it refused, that is what the merchant reads.
  const refusal = standingRefusal(write, mirror, policy)
  if (refusal) return needs(attentionForIncreaseRefused(order, mirror, refusal))
  const mayAsk = isIncreaseEligible(mirror.payment_method, mirror.purchase_country, policy.increases)
  if (!mayAsk && !isForced(policy, "authorization")) return needs(attentionForIncreaseNotEligible(order, mirror))
  return { writes: [write] }
}

function authorizationWrite(order: OrderSnapshot, mirror: KlarnaMirror): AuthorizationWrite {
  return {
    kind: "authorization",
    fingerprint: wantedFingerprint(order, mirror),
    order_amount: order.target_amount,
    order_lines: order.lines,
    ...(order.description && { description: cut(order.description, DESCRIPTION_LIMIT) }),
  }
}

const areLinesTold = (order: OrderSnapshot, mirror: KlarnaMirror) =>
  wantedFingerprint(order, mirror) === mirror.acknowledged.lines

const wantedFingerprint = (order: OrderSnapshot, mirror: KlarnaMirror) =>
  linesFingerprint(order.target_amount, order.lines, mirror.klarna_order_id)

const waitForFraudDecision: PlanPart = { waiting: [{ for: "fraud_decision", kind: "authorization" }] }

const needs = (attention: Attention): PlanPart => ({ attention: [attention] })

const note = (code: "zero_amount" | "frozen_at_capture"): PlanPart => ({ notes: [{ code, kind: "authorization" }] })
