import { MedusaError } from "@medusajs/framework/utils"
import { lateLook } from "../../mapping/late"
import { nextRead } from "../../mapping/next-read"
import type { OrderForSync } from "../../mapping/order-fields"
import type { Acknowledged, Attention, ExpiryPolicy, SyncPlan } from "../../mapping/types"
import type { KlarnaOrderPatch, KlarnaOrderRow, SyncState } from "../../modules/klarna/types"
import {
  accountMissing,
  credentialsRejected,
  klarnaOrderMissing,
  klarnaUnavailable,
  paymentNotFollowing,
  severalKlarnaOrders,
} from "./attention"
import type { Failure } from "./refused"
import type { Round } from "./round"

/**
 * When a row is tried again after Klarna did not answer: its own published waits, then a person has to look.
 * https://docs.klarna.com/api/escalation-and-retry-policy/
 */
export const RETRY_AFTER_SECONDS = [5, 300, 18_000]

const DECISION_CHECK_MS = 10 * 60_000
const SETTLE_AGAIN_MS = 5 * 60_000

/** What a round came to, as columns: the state of the sync, what a person has to look at, and when to try again. */
export function stateAfter(round: Round, order: OrderForSync): KlarnaOrderPatch {
  switch (round.end) {
    case "done":
      return afterPlan(round.plan, round.row, order)
    case "later":
      return tryLater(round.row, round.failure)
    case "off":
      return { next_attempt_at: null }
    case "unreadable":
      return { ...needsAttention([unreadable(round.failure)]), doubtful: true }
  }
}

export function stateWithoutAccount(row: KlarnaOrderRow): KlarnaOrderPatch {
  return needsAttention([accountMissing(row)])
}

export function stateWithSeveral(rows: KlarnaOrderRow[]): KlarnaOrderPatch {
  return needsAttention([severalKlarnaOrders(rows.map(({ klarna_order_id }) => klarna_order_id))])
}

/** Everything is told, and the payment is tried again soon: the state of the payment decides what is left to do. */
export function stateUnsettled(error: Error): KlarnaOrderPatch {
  const reason = MedusaError.isMedusaError(error) ? error.message.replace(/\.$/, "") : undefined
  const next_attempt_at = new Date(Date.now() + SETTLE_AGAIN_MS)
  return { ...needsAttention([paymentNotFollowing(reason)]), attempts: 0, next_attempt_at }
}

/** Disconnected by a merchant. What a person had to look at stays for the day it is reconnected; `fault`: the payment does not follow. */
export function stateOff({ attention_code }: KlarnaOrderRow, fault: Error | undefined): KlarnaOrderPatch {
  const quiet = { attempts: 0, next_attempt_at: null, next_read_at: null }
  const healed = attention_code === "payment_not_following" ? { attention: null, attention_code: null } : {}
  return { ...quiet, ...(fault ? stateUnsettled(fault) : healed), sync_state: "off" }
}

/** Orders that are over, or disconnected, are not looked at by themselves, unless a change that was given up may still have come late. */
export function nextReadAt(
  row: KlarnaOrderRow,
  sync_state: SyncState = row.sync_state,
  { readEveryDays, expiry }: { readEveryDays: number; expiry: ExpiryPolicy }
): Date | null {
  if (sync_state === "off") return null
  const now = new Date()
  const late = lateLook(row.acknowledged as Acknowledged, now)
  if (late || sync_state === "closed") return late ?? null
  return nextRead(row, readEveryDays, now, [expiry.extendDaysBefore, expiry.warnDaysBefore])
}

function afterPlan(plan: SyncPlan, row: KlarnaOrderRow, order: OrderForSync): KlarnaOrderPatch {
  const settled = {
    attempts: 0,
    synced_at: new Date(),
    notes: [...plan.waiting, ...plan.notes],
    ...waitsFor(plan, row),
  }
  if (plan.attention.length) return { ...needsAttention(plan.attention), ...settled }
  return { ...settled, attention: null, attention_code: null, sync_state: quietState(plan, row, order) }
}

/** Klarna tells its fraud decision by a callback that may get lost: the order is read again now and then. */
function waitsFor(plan: SyncPlan, row: KlarnaOrderRow): Pick<KlarnaOrderPatch, "next_attempt_at" | "doubtful"> {
  return awaitsDecision(plan, row)
    ? { next_attempt_at: new Date(Date.now() + DECISION_CHECK_MS), doubtful: true }
    : { next_attempt_at: null }
}

/** Also where nothing else is to be told: until the decision Medusa has no payment that could be captured. */
function awaitsDecision({ waiting }: SyncPlan, { fraud_status, status }: KlarnaOrderRow): boolean {
  return waiting.length > 0 || (fraud_status === "PENDING" && (status === "AUTHORIZED" || status === "PART_CAPTURED"))
}

function quietState(plan: SyncPlan, row: KlarnaOrderRow, order: OrderForSync): SyncState {
  if (awaitsDecision(plan, row) || plan.notes.some(({ code }) => code === "manual")) return "pending"
  const over = row.status === "CANCELLED" || row.status === "EXPIRED" || row.status === "CLOSED"
  const complete = row.status === "CAPTURED" && order.status === "completed"
  return over || complete || order.status === "canceled" ? "closed" : "in_sync"
}

function tryLater(row: KlarnaOrderRow, failure: Failure | undefined): KlarnaOrderPatch {
  const askedToWait = new Date(Date.now() + (failure?.type === "weather" ? (failure.retryAfterMs ?? 0) : 0))
  if (isExtraAttempt(row) || isSlowed(failure)) {
    const next_attempt_at = latest(row.next_attempt_at ?? askedToWait, askedToWait)
    return { sync_state: "pending", doubtful: row.doubtful, next_attempt_at }
  }
  const wait = RETRY_AFTER_SECONDS[row.attempts]
  if (wait === undefined) {
    return {
      ...needsAttention([klarnaUnavailable(failure?.type === "refused" ? undefined : failure?.reason)]),
      doubtful: true,
    }
  }
  return {
    sync_state: "pending",
    attempts: row.attempts + 1,
    doubtful: row.doubtful,
    next_attempt_at: latest(new Date(Date.now() + wait * 1000), askedToWait),
  }
}

/** A wake-up before the attempt that is due uses none up: one edit brings several events, and one outage is one attempt. */
const isExtraAttempt = ({ attempts, next_attempt_at }: KlarnaOrderRow): boolean =>
  attempts > 0 && next_attempt_at !== null && next_attempt_at.getTime() > Date.now()

/** Klarna limits the account and was not asked: that is nobody's failed attempt, however often it happens. */
const isSlowed = (failure: Failure | undefined): boolean => failure?.type === "weather" && failure.slowed === true

const latest = (a: Date, b: Date): Date => (a > b ? a : b)

function unreadable(failure: Failure): Attention {
  if (failure.type !== "refused") return klarnaUnavailable(failure.reason)
  const klarna = { code: failure.code, messages: failure.messages, correlation_id: failure.correlationId }
  return failure.code === "UNAUTHORIZED" ? credentialsRejected(klarna) : klarnaOrderMissing(klarna)
}

function needsAttention(attention: Attention[]): KlarnaOrderPatch {
  return { sync_state: "needs_attention", attention, attention_code: attention[0].code, next_attempt_at: null }
}
