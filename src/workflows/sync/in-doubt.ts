import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { ClaimLostError } from "./claim-lost"
import { mirrorForgetting, mirrorInDoubt } from "./mirror"
import type { SyncRun } from "./types"

/* What a run believes of Klarna's order before it looks: where there is a reason to doubt it, Klarna is read first. */

/** A process died with the order in its hands. */
export async function takenOver({ klarna, order_id, token }: SyncRun, row: KlarnaOrderRow): Promise<KlarnaOrderRow> {
  const stored = await klarna.store(row, token, mirrorInDoubt(row))
  if (!stored) throw new ClaimLostError(order_id)
  return stored
}

/** A merchant does not believe it, or it is time for a look anyway. */
export async function inDoubt(run: SyncRun, row: KlarnaOrderRow): Promise<KlarnaOrderRow> {
  if (!run.afresh) return looksAgain(run, row) ? { ...row, doubtful: true } : row
  // Stored, so that the merchant's wish outlives an outage: the next attempt compares with Klarna's own answer too.
  const stored = await run.klarna.store(row, run.token, mirrorForgetting(row, run.force))
  if (!stored) throw new ClaimLostError(run.order_id)
  return stored
}

/** It is time; or a merchant asks about missing money, who may have moved it in Klarna's portal meanwhile. */
const looksAgain = ({ trigger }: SyncRun, { attention_code, next_read_at }: KlarnaOrderRow) =>
  (next_read_at !== null && next_read_at.getTime() <= Date.now()) ||
  (trigger.startsWith("user:") && attention_code === "refund_missing")
