import { type Operation, UnresolvedOperationError } from "../../ledger"
import type { OrderForSync } from "../../mapping/order-fields"
import { orderSnapshot } from "../../mapping/order-snapshot"
import { applyWrites } from "../../mapping/plan-apply"
import { planSync } from "../../mapping/plan-sync"
import { targetAmount } from "../../mapping/target-amount"
import type { KlarnaWrite, OrderSnapshot, PlanPolicy, SyncPlan } from "../../mapping/types"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { afterBillingRefusals } from "./billing-fallback"
import { ClaimLostError } from "./claim-lost"
import { editNote } from "./edit-note"
import { mirrorOf, patchOf } from "./mirror"
import { readKlarna } from "./read-klarna"
import { type Failure, refusedPatch } from "./refused"
import { resolveUnfinished } from "./resolve"
import { sendWrite } from "./send-write"
import type { ConnectedRun } from "./types"

export type Round =
  /** Klarna was told everything that could be told. */
  | { end: "done"; row: KlarnaOrderRow; plan: SyncPlan; snapshot: OrderSnapshot }
  /** Klarna, or a write of the provider, is not ready: try again later. */
  | { end: "later"; row: KlarnaOrderRow; failure?: Failure }
  /** Klarna's order cannot be read at all. */
  | { end: "unreadable"; row: KlarnaOrderRow; failure: Failure }

/** Each pass ends in sending all, or in something learned about Klarna's order; three lessons in one round are enough. */
const PASSES = 4

/**
 * One comparison of the order with Klarna, and the writes that it calls for. An ordinary edit costs one Klarna call; Klarna is read
 * only when the mirror is unknown or doubtful: first sight, after a lost answer, after a refusal, when captured sums differ.
 */
export async function syncRound(run: ConnectedRun, order: OrderForSync, first: KlarnaOrderRow): Promise<Round> {
  let row = first
  let hasRead = false
  let conflicts = 0

  for (let pass = 0; pass < PASSES; pass++) {
    if (!hasRead && isDoubtful(order, row)) {
      const read = await readKlarna(run, row)
      hasRead = true
      if ("failure" in read) return unread(row, read.failure)
      row = read.row
    }
    const { snapshot, plan } = await compare(run, order, row)
    const resolution = await resolveUnfinished(run, row, plan.writes)
    if (resolution.next === "wait") return { end: "later", row }
    if (resolution.next === "failed") return unread(row, resolution.failure)
    if (resolution.next === "plan" && resolution.row !== row) {
      // Something was looked up: plan again from what was learned.
      hasRead = !resolution.row.doubtful
      row = resolution.row
      continue
    }

    const again = resolution.next === "repeat" ? resolution : undefined
    const sending = await sendAll(run, row, inOrder(plan.writes, again?.write), again?.operation)
    row = sending.row
    if (sending.failure?.type === "refused") {
      const isConflict = sending.failure.status === 409 && conflicts++ === 0
      row = await stored(run, row, isConflict ? { doubtful: true } : refusedPatch(row, sending.write, sending.failure))
      if (!isConflict) run = insistedOn(run, sending.write)
      hasRead = false
      continue
    }
    if (sending.failure || sending.blocked) return { end: "later", row, failure: sending.failure }
    if (!plan.writes.length) return { end: "done", row, plan, snapshot }
    const told = await compare(run, order, row)
    if (!told.plan.writes.length) return { end: "done", row, ...told }
  }
  return { end: "later", row }
}

/** The policy of the store and of this run. */
function policyOf({ klarna, force }: ConnectedRun): PlanPolicy {
  return { ...klarna.options, force }
}

async function compare(run: ConnectedRun, order: OrderForSync, row: KlarnaOrderRow) {
  const snapshot = orderSnapshot(order, {
    klarna_order_id: row.klarna_order_id,
    purchase_country: row.purchase_country ?? "",
    options: run.klarna.options,
    overrides: row.wanted_references ?? undefined,
  })
  const mirror = mirrorOf(row)
  const first = planSync(snapshot, mirror, policyOf(run))
  // Two things that a plan may need and that are looked up only for it: what billing addresses came to, and the edit's note.
  const policy = await afterBillingRefusals(run, row.account_id, policyOf(run), first)
  const tellsAmount = first.writes.some(({ kind }) => kind === "authorization")
  const description = tellsAmount ? await editNote(run.container, run.order_id) : undefined
  return { snapshot, plan: planSync(description ? { ...snapshot, description } : snapshot, mirror, policy) }
}

/** What core recorded as captured and what we know of Klarna differ: somebody captured elsewhere, or an answer was lost. */
function isDoubtful(order: OrderForSync, row: KlarnaOrderRow): boolean {
  return (
    !row.read_at || row.doubtful || targetAmount(order, row.klarna_order_id).captured_amount !== row.captured_amount
  )
}

interface Sending {
  row: KlarnaOrderRow
  /** Another write of this order is on its way. */
  blocked?: boolean
}

async function sendAll(run: ConnectedRun, first: KlarnaOrderRow, writes: KlarnaWrite[], again?: Operation) {
  let row = first
  for (const [index, write] of writes.entries()) {
    try {
      const { outcome } = await sendWrite(run, row, write, index === 0 ? again : undefined)
      if (outcome.type !== "accepted") return { row, write, failure: outcome }
    } catch (error) {
      if (error instanceof UnresolvedOperationError) return { row, write, blocked: true }
      throw error
    }
    row = await stored(run, row, patchOf(applyWrites(mirrorOf(row), [write])))
  }
  return { row } as Sending & { write: KlarnaWrite; failure?: Failure }
}

/** A repeat goes first: it is older than whatever else is to be told. */
function inOrder(writes: KlarnaWrite[], repeat: KlarnaWrite | undefined): KlarnaWrite[] {
  return repeat ? [repeat, ...writes.filter((write) => write !== repeat)] : writes
}

/** A merchant who insists is heard once: Klarna's second no stands. */
function insistedOn(run: ConnectedRun, { kind }: KlarnaWrite): ConnectedRun {
  return { ...run, force: run.force.filter((forced) => forced !== kind) }
}

function unread(row: KlarnaOrderRow, failure: Failure): Round {
  return failure.type === "refused" ? { end: "unreadable", row, failure } : { end: "later", row, failure }
}

async function stored(run: ConnectedRun, row: KlarnaOrderRow, patch: Parameters<typeof run.klarna.store>[2]) {
  const now = await run.klarna.store(row, run.token, patch)
  if (!now) throw new ClaimLostError(run.order_id)
  return now
}
