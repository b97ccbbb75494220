import { applyWrites } from "./plan-apply"
import { planSync } from "./plan-sync"
import type { Address } from "../klarna/types"
import type { KlarnaMirror, KlarnaWrite, OrderSnapshot, PlanPolicy, SyncPlan } from "./types"

/** What a merchant is about to change, and when Klarna is asked about it before Medusa commits. */
export type AskAbout =
  /** `increase`: more money. `always`: also other lines at the same amount. */
  { change: "amount"; when: "increase" | "always" } | { change: "shipping_address" }

/** The order as it is, or as it will be, with what that calls for. */
export interface Planned {
  snapshot: OrderSnapshot
  plan: SyncPlan
}

export type Question =
  | { ask: "nothing" }
  /** The store's table says that Klarna never agrees to this. */
  | { ask: "not_eligible" }
  | { ask: "klarna"; write: AskableWrite }

export type AskableWrite = Extract<KlarnaWrite, { kind: "authorization" | "shipping_address" }>

/**
 * What needs Klarna's consent of all that the change calls for; everything else is told after the event. Never a decrease: lowered
 * first, it could not be taken back if Medusa does not commit. And only what this change adds: an edit that lowers an order which Klarna
 * refused to raise is no increase, although Klarna's amount is lower still.
 */
export function questionOf(before: Planned, after: Planned, mirror: KlarnaMirror, about: AskAbout): Question {
  if (after.snapshot.canceled) return NOTHING
  return about.change === "amount" ? aboutAmount(before, after, mirror, about.when) : aboutAddress(before, after)
}

function aboutAmount(before: Planned, after: Planned, mirror: KlarnaMirror, when: "increase" | "always"): Question {
  const added = after.snapshot.target_amount - before.snapshot.target_amount
  if (added > 0 && after.plan.attention.some(({ code }) => code === "increase_not_eligible"))
    return { ask: "not_eligible" }
  const write = newWrite("authorization", before, after)
  if (!write || added < 0 || write.order_amount < mirror.order_amount) return NOTHING
  const isIncrease = added > 0 && write.order_amount > mirror.order_amount
  return isIncrease || when === "always" ? { ask: "klarna", write } : NOTHING
}

function aboutAddress(before: Planned, after: Planned): Question {
  const write = newWrite("shipping_address", before, after)
  return write ? { ask: "klarna", write } : NOTHING
}

/** Not what the order called for anyway. */
function newWrite<Kind extends AskableWrite["kind"]>(kind: Kind, before: Planned, after: Planned) {
  const of = ({ plan }: Planned) =>
    plan.writes.find((write): write is Extract<AskableWrite, { kind: Kind }> => write.kind === kind)
  const write = of(after)
  return write && write.fingerprint !== of(before)?.fingerprint ? write : undefined
}

const NOTHING: Question = { ask: "nothing" }

/** A write as the row remembers it while Medusa has not committed yet. Fingerprints, no values of addresses. */
export type AskedWrite =
  | Pick<Extract<KlarnaWrite, { kind: "authorization" }>, "kind" | "fingerprint" | "order_amount">
  | Pick<Extract<KlarnaWrite, { kind: "shipping_address" }>, "kind" | "fingerprint" | "fields">

export function rememberedOf(write: AskableWrite): AskedWrite {
  const { kind, fingerprint } = write
  return kind === "authorization"
    ? { kind, fingerprint, order_amount: write.order_amount }
    : { kind, fingerprint, fields: write.fields }
}

/** Whether the order has become what was asked: with Klarna's yes nothing of that kind would be left to tell. */
export function hasBecome(order: OrderSnapshot, mirror: KlarnaMirror, policy: PlanPolicy, asked: AskedWrite): boolean {
  const { writes } = planSync(order, applyWrites(mirror, [whole(asked)]), policy)
  return writes.every(({ kind }) => kind !== asked.kind)
}

/** What applying a write does not need was not remembered. */
const whole = (asked: AskedWrite): KlarnaWrite =>
  asked.kind === "authorization" ? { ...asked, order_lines: [] } : { ...asked, changes: {} as Address }
