import { type Operation, UnresolvedOperationError } from "../../ledger"
import type { Order } from "../../klarna/types"
import { isAboutToShipUnseen } from "../../mapping/about-to-ship"
import type { OrderForSync } from "../../mapping/order-fields"
import { applyWrites } from "../../mapping/plan-apply"
import { targetAmount } from "../../mapping/target-amount"
import type { KlarnaWrite, OrderSnapshot, SyncPlan } from "../../mapping/types"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { sayOnce } from "./billing-fallback"
import { ClaimLostError } from "./claim-lost"
import { compare } from "./compare"
import { isDifferenceSaid } from "./difference-said"
import { DisconnectedError } from "./disconnected"
import { keptByWeather, type WishedWrite } from "./kept-by-weather"
import { mirrorOf, patchOf } from "./mirror"
import { readKlarna } from "./read-klarna"
import { type Failure, overruledPatch, refusedPatch } from "./refused"
import { resolveUnfinished } from "./resolve"
import { sendWrite } from "./send-write"
import type { ConnectedRun } from "./types"

export type Round =
  /** Klarna was told everything that could be told. `klarna`: as it was read on the way, if it was. */
  | { end: "done"; row: KlarnaOrderRow; plan: SyncPlan; snapshot: OrderSnapshot; klarna?: Order }
  /** Klarna, or a write of the provider, is not ready: try again later. */
  | { end: "later"; row: KlarnaOrderRow; failure?: Failure }
  /** A merchant disconnected the order meanwhile. */
  | { end: "off"; row: KlarnaOrderRow }
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
  let klarna: Order | undefined

  for (let pass = 0; pass < PASSES; pass++) {
    if (!hasRead && isDoubtful(run, order, row)) {
      const read = await readKlarna(run, row)
      hasRead = true
      if ("failure" in read) return unread(row, read.failure)
      row = read.row
      klarna = read.order
    }
    const { snapshot, plan, gaveUpBilling } = await compare(run, order, row)
    if (gaveUpBilling) await sayOnce(run, row.account_id, gaveUpBilling)
    if (plan.needs_read && !hasRead) {
      row = { ...row, doubtful: true }
      continue
    }
    // What was sent by hand and got no answer is still the merchant's wish, whoever comes here next.
    const resolution = await resolveUnfinished(run, row, [...plan.writes, ...plan.held])
    if (resolution.next === "wait") return { end: "later", row }
    if (resolution.next === "failed") return unread(row, resolution.failure)
    if (resolution.next === "plan" && resolution.row !== row) {
      // Something was looked up: plan again from what was learned.
      hasRead = !resolution.row.doubtful
      row = resolution.row
      continue
    }

    const again = resolution.next === "repeat" ? resolution : undefined
    const wishes = inOrder(plan.writes, await keptByWeather(run, row, plan.held), again)
    const sending = await sendAll(run, row, wishes)
    row = sending.row
    if (sending.failure?.type === "refused") {
      const isConflict = sending.failure.status === 409 && conflicts++ === 0
      row = await stored(run, row, isConflict ? { doubtful: true } : refusedPatch(row, sending.write, sending.failure))
      if (!isConflict) run = insistedOn(run, sending.write)
      hasRead = false
      continue
    }
    if (sending.disconnected) return { end: "off", row }
    const overruled = sending.failure && overruledPatch(row, sending.write)
    if (overruled) row = await stored(run, row, overruled)
    if (sending.failure || sending.blocked) return { end: "later", row, failure: sending.failure }
    if (!wishes.length) return { end: "done", row, plan, snapshot, klarna }
    if (row.doubtful) {
      hasRead = false
      continue
    }
    const told = await compare(run, order, row)
    if (!told.plan.writes.length) return { end: "done", row, ...told, klarna }
  }
  return { end: "later", row }
}

/**
 * Nothing was read yet, or what we know may be wrong: what core recorded as captured or refunded is not what we know of Klarna (somebody
 * did it elsewhere, an answer was lost, or core's process died before it asked), or goods are about to leave. What was said of the sums
 * already is not asked again by the clock alone.
 */
function isDoubtful({ trigger }: ConnectedRun, order: OrderForSync, row: KlarnaOrderRow): boolean {
  if (!row.read_at || row.doubtful || isAboutToShipUnseen(order, row)) return true
  const medusas = targetAmount(order, row.klarna_order_id)
  const differs = medusas.captured_amount !== row.captured_amount || medusas.refunded_amount !== row.refunded_amount
  return differs && !(trigger === "job" && isDifferenceSaid(row, medusas))
}

interface Sending {
  row: KlarnaOrderRow
  /** Another write of this order is on its way. */
  blocked?: boolean
  disconnected?: boolean
}

async function sendAll(run: ConnectedRun, first: KlarnaOrderRow, wishes: Wish[]) {
  let row = first
  for (const { write, trigger = run.trigger, again } of wishes) {
    try {
      const { outcome } = await sendWrite({ ...run, trigger }, row, write, again)
      if (outcome.type !== "accepted") return { row, write, failure: outcome }
    } catch (error) {
      if (error instanceof UnresolvedOperationError) return { row, write, blocked: true }
      if (error instanceof DisconnectedError) return { row, write, disconnected: true }
      throw error
    }
    row = await stored(run, row, {
      ...patchOf(applyWrites(mirrorOf(row), [write])),
      ...(isToBeRead(write) && { doubtful: true }),
    })
  }
  return { row } as Sending & { write: KlarnaWrite; failure?: Failure }
}

interface Wish extends Partial<WishedWrite> {
  write: KlarnaWrite
  /** The row of the same write whose answer was lost. */
  again?: Operation
}

/** How far Klarna moved the end of the authorisation is only to be read. */
const isToBeRead = ({ kind }: KlarnaWrite): boolean => kind === "extend"

/** A repeat goes first: it is older than whatever else is to be told. */
function inOrder(
  writes: KlarnaWrite[],
  kept: WishedWrite[],
  repeat: { write: KlarnaWrite; operation: Operation } | undefined
): Wish[] {
  const wishes: Wish[] = [...writes.map((write) => ({ write })), ...kept]
  const others = wishes.filter(({ write }) => write !== repeat?.write)
  return repeat ? [{ write: repeat.write, again: repeat.operation }, ...others] : others
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
