import type { Outcome } from "../../klarna"
import { unresolvedOperation } from "../../ledger"
import { type AskableWrite, type AskAbout, rememberedOf } from "../../mapping/ask-first"
import { notEligible, refusedByKlarna } from "../../mapping/ask-first-answer"
import { applyWrites } from "../../mapping/plan-apply"
import { targetAmount } from "../../mapping/target-amount"
import { isOff } from "../../modules/klarna/connection"
import type { KlarnaOrderPatch, KlarnaOrderRow } from "../../modules/klarna/types"
import type { Asked } from "../sync/asked"
import { ClaimLostError } from "../sync/claim-lost"
import { DisconnectedError } from "../sync/disconnected"
import { mirrorOf, patchOf } from "../sync/mirror"
import { readKlarna } from "../sync/read-klarna"
import { sendClaimed } from "../sync/send-write"
import type { ConnectedRun } from "../sync/types"
import { whyNoAnswer } from "../sync/why-no-answer"
import { compare, type Compared, isAbout } from "./compare"
import type { Change } from "./previews"

/** A merchant waits: so long for all calls together, and each of them once. */
const PATIENCE_MS = 8_000
/** Longer than the calls and Medusa's commit; then the job looks what became of the order. */
const ASKED_MS = 60_000

/** Less is left after a slow read: what is sent now would hardly be answered. */
const ENOUGH_MS = 1_000
export const UNRESOLVED = "it has not answered an earlier call yet"

export type Answer =
  | { answer: "nothing_asked" }
  | { answer: "accepted"; isNews: true }
  /** `isNews`: the order at Klarna is other than we believed. */
  | { answer: "refused"; message: string; isNews: boolean }
  /** `why`: in a few words. `isNews`: it may have happened all the same. */
  | { answer: "unreachable"; why: string; isNews: boolean }

/**
 * Asks Klarna about a change of a claimed order, and writes down what was asked before it is. `before`: what it came to before the
 * order was claimed.
 */
export async function ask(
  run: ConnectedRun,
  first: KlarnaOrderRow,
  change: Change,
  about: AskAbout,
  before?: Compared
): Promise<Answer> {
  const over = Date.now() + PATIENCE_MS
  const hasty = { ...run, limits: () => ({ retries: 0, deadlineMs: Math.max(over - Date.now(), 1) }) }
  const known = await certain(hasty, first, change)
  if ("answer" in known) return known
  const compared = before && isAbout(before, known) ? before : compare(run, change, known, about)
  const { question, after, mirror } = compared
  if (question.ask === "nothing") return { answer: "nothing_asked" }
  if (question.ask === "not_eligible") return { answer: "refused", message: notEligible(after, mirror), isNews: false }

  if (over - Date.now() < ENOUGH_MS) return { answer: "unreachable", why: "it answers slowly", isNews: false }

  // The claim is seconds old, and who waits here waits less long than it lasts: it is not renewed.
  const row = await stored(run, known, askedPatch(run, question.write))
  if (isOff(row)) throw new DisconnectedError(run.order_id)
  const { outcome } = await sendClaimed(hasty, row, question.write)
  return heard(hasty, { before: known, row }, question.write, compared, outcome)
}

/** Klarna's order as it really is; read only where that is in doubt, as the sync does. */
async function certain(run: ConnectedRun, row: KlarnaOrderRow, { before }: Change): Promise<KlarnaOrderRow | Answer> {
  const recorded = targetAmount(before, row.klarna_order_id).captured_amount
  if (row.read_at && !row.doubtful && recorded === row.captured_amount) return row
  // Else the ledger says so, when the write is opened.
  if (await unresolvedOperation(run.knex, row.klarna_order_id))
    return { answer: "unreachable", why: UNRESOLVED, isNews: false }
  const read = await readKlarna(run, row)
  return "row" in read ? read.row : { answer: "unreachable", why: whyNoAnswer(read.failure), isNews: false }
}

function askedPatch({ token }: ConnectedRun, write: AskableWrite): KlarnaOrderPatch {
  const until = new Date(Date.now() + ASKED_MS)
  const asked: Asked = { token, until: until.toISOString(), write: rememberedOf(write) }
  return { asked, next_attempt_at: until }
}

async function heard(
  run: ConnectedRun,
  { before, row }: { before: KlarnaOrderRow; row: KlarnaOrderRow },
  write: AskableWrite,
  compared: Compared,
  outcome: Outcome
): Promise<Answer> {
  const asIfNeverAsked = { asked: null, next_attempt_at: before.next_attempt_at }
  switch (outcome.type) {
    case "accepted":
      await stored(run, row, patchOf(applyWrites(mirrorOf(row), [write])))
      return { answer: "accepted", isNews: true }
    case "unknown":
      // What was asked stays on the row: until the request is over nobody may take it back either.
      await stored(run, row, { doubtful: true, sync_state: "pending" })
      return { answer: "unreachable", why: whyNoAnswer(outcome), isNews: true }
    case "weather":
      await stored(run, row, asIfNeverAsked)
      return { answer: "unreachable", why: whyNoAnswer(outcome), isNews: false }
    case "refused": {
      const isDecision = outcome.code !== "UNAUTHORIZED" && outcome.status !== 409
      // The order's state may be the reason.
      const doubtful = await stored(run, row, { ...asIfNeverAsked, doubtful: true })
      if (!isDecision) return { answer: "unreachable", why: whyNoAnswer(outcome), isNews: true }
      const read = await readKlarna(run, doubtful)
      const now = "row" in read ? read.row : doubtful
      const refusal = { code: outcome.code, messages: outcome.messages, correlation_id: outcome.correlationId }
      const message = refusedByKlarna(compared.after, mirrorOf(now), write, refusal)
      return { answer: "refused", message, isNews: isOther(before, now) }
    }
  }
}

/** Whether Klarna's order is other than it was believed to be. */
const isOther = (a: KlarnaOrderRow, b: KlarnaOrderRow) =>
  a.status !== b.status || a.captured_amount !== b.captured_amount || a.order_amount !== b.order_amount

async function stored(run: ConnectedRun, row: KlarnaOrderRow, patch: KlarnaOrderPatch): Promise<KlarnaOrderRow> {
  const now = await run.klarna.store(row, run.token, patch)
  if (!now) throw new ClaimLostError(run.order_id)
  return now
}
