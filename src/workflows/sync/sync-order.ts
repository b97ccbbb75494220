import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { Claim } from "../../modules/klarna/claims"
import { isOff } from "../../modules/klarna/connection"
import { KLARNA_MODULE } from "../../modules/klarna/constants"
import type KlarnaModuleService from "../../modules/klarna/service"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { traceSync } from "../../telemetry"
import { announce } from "./announce"
import { isHeld } from "./asked"
import { ClaimLostError } from "./claim-lost"
import { giveBackAfterFault } from "./give-back"
import { finishRound } from "./finish-round"
import { findKlarnaOrders } from "./meet-klarna-orders"
import { claimWhenFree } from "./claim-when-free"
import { inDoubt, takenOver } from "./in-doubt"
import { readOrder } from "./read-order"
import { syncRound } from "./round"
import { runFor } from "./run"
import { nextReadAt, stateAfter, stateWithoutAccount, stateWithSeveral } from "./state"
import type { FirstDeed, SyncInput, SyncResult, SyncRun } from "./types"
import { voidEnded } from "./void-ended"
import { isOver, isUnread, liveOf, readUnread, rememberNew } from "./which-order"
import { whileOff } from "./while-off"

/** More rounds than a burst of wishes needs; whatever is wished after that is picked up by the job. */
const ROUNDS = 10
/** More often than this a round does not change Medusa's order by itself. */
const LAPS = 3

/** Raises the wish, durable before anything else. @returns false when the order was not paid with Klarna. */
export async function raiseWish(container: MedusaContainer, order_id: string): Promise<boolean> {
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  if (await klarna.raiseWish(order_id)) return true
  const found = await findKlarnaOrders(container, order_id)
  for (const order of found) await klarna.remember(order)
  return found.length > 0
}

/**
 * Brings Klarna in step with the order: claim, then rounds of compare and send until nobody wishes anything new. `when` "due": only if
 * nobody else has done it meanwhile. `first` is done under the same claim, before the order is looked at.
 * @throws what `first` throws; the order is then given back as it is
 */
export function syncOrder(container: MedusaContainer, input: SyncInput, how: How = {}): Promise<SyncResult> {
  return traceSync(input, () => syncClaimed(container, input, how))
}

interface How {
  when?: "always" | "due"
  first?: FirstDeed
}

async function syncClaimed(
  container: MedusaContainer,
  input: SyncInput,
  { when = "always", first }: How
): Promise<SyncResult> {
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  // What a merchant sends by hand is not lost to a sync that happens to run.
  const isByHand = Boolean(input.force?.length || input.afresh || first)
  const claim = await (isByHand ? claimWhenFree(klarna, input.order_id) : klarna.claim(input.order_id, when))
  if (!claim) return { result: "busy", rounds: 0, writes: [] }

  const run = runFor(container, input, claim.token)
  if (first) await doFirst(run, claim, first)
  try {
    return await rounds(run, claim.tookOver, first ? undefined : claim.rows)
  } catch (error) {
    if (error instanceof ClaimLostError) return { result: "busy", rounds: 0, writes: run.writes }
    await giveBackAfterFault(run)
    throw error
  }
}

/** After a process that died the mirror is in doubt, whatever comes of the deed. That it was refused is no fault. */
async function doFirst(run: SyncRun, { rows, tookOver, token }: Claim, deed: FirstDeed): Promise<void> {
  try {
    for (const row of tookOver ? rows : []) await takenOver(run, row)
    const row = liveOf(rows)
    if (row) await deed(run, row)
  } catch (error) {
    await (MedusaError.isMedusaError(error) ? run.klarna.letGo(run.order_id, token) : giveBackAfterFault(run))
    throw error
  }
}

/** `claimed`: the rows as the claim found them, unless something was done with them since. */
async function rounds(run: SyncRun, tookOver: boolean, claimed?: KlarnaOrderRow[]): Promise<SyncResult> {
  let round = 1
  for (; round <= ROUNDS; round++) {
    const known = claimed ?? (await run.klarna.renewClaim(run.order_id, run.token))
    claimed = undefined
    const rows = await readUnread(run, known)
    const row = liveOf(rows)
    if (!row) throw new ClaimLostError(run.order_id)
    const seen = row.dirty
    const certain = tookOver ? await takenOver(run, row) : await inDoubt(run, row)
    const compared = await oneRound(run, certain, rows)
    tookOver = false
    run.afresh = false
    if (!compared) {
      if (await run.klarna.holdBack(run.order_id, run.token)) break
      continue
    }
    // In the middle of a burst nothing is final yet.
    const end = compared.dirty === seen ? await announce(run, compared) : compared
    if (!end) throw new ClaimLostError(run.order_id)
    const free = await run.klarna.release(end, run.token, seen)
    if (free) return { result: end.sync_state, rounds: round, writes: run.writes }
    // A newer wish; but while Klarna does not answer, the due time is soon enough.
    if (end.sync_state === "pending" && end.next_attempt_at) break
    run.force = []
  }
  await run.klarna.letGo(run.order_id, run.token)
  return { result: "pending", rounds: round, writes: run.writes }
}

/** @returns undefined when Klarna is ahead of the order on purpose: a merchant's request is about to change it. */
async function oneRound(
  run: SyncRun,
  row: KlarnaOrderRow,
  rows: KlarnaOrderRow[],
  laps = LAPS
): Promise<KlarnaOrderRow | undefined> {
  const compared_at = new Date()
  const store = async (patch: Parameters<typeof run.klarna.store>[2], known = row) => {
    const next_read_at = nextReadAt(known, patch.sync_state, run.klarna.options)
    const stored = await run.klarna.store(row, run.token, { asked: null, compared_at, next_read_at, ...patch })
    if (!stored) throw new ClaimLostError(run.order_id)
    return stored
  }
  // The one look at the order in a round.
  const order = await readOrder(run.container, run.order_id)
  // Deleted, or a draft again: there is nothing to compare with.
  if (!order) return store({ next_attempt_at: null, next_read_at: null })

  const strangers = await rememberNew(run, order, rows)
  const off = rows.find(isOff)
  if (off) return store(await whileOff(run, order, row, off))
  const live = rows.filter((each) => !isOver(each))
  // Klarna did not say yet which of them live.
  if (live.length > 1 && live.some(isUnread)) return store(stateAfter({ end: "later", row }, order))
  if (strangers + live.length > 1) return store(stateWithSeveral(live))
  if (await voidEnded(run, order, rows)) return oneRound(run, row, rows, laps)

  const client = await run.klarna.clientOf(row)
  if (!client) return store(stateWithoutAccount(row))

  if (isHeld(run, order, row)) {
    await run.klarna.store(row, run.token, { doubtful: row.doubtful })
    return undefined
  }
  const round = await syncRound({ ...run, client }, order, row)
  const finish = await finishRound(run, order, round)
  if (finish !== "again") return store(finish, round.row)
  if (laps === 0) return store(stateAfter({ end: "later", row: round.row }, order))
  const now = await run.klarna.renewClaim(run.order_id, run.token)
  const known = liveOf(now)
  if (!known) throw new ClaimLostError(run.order_id)
  return oneRound(run, known, now, laps - 1)
}
