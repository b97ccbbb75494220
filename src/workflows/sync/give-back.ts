import { mirrorInDoubt } from "./mirror"
import type { SyncRun } from "./types"

const AFTER_A_FAULT_MS = 60_000

/** A fault of ours or of the database, not of Klarna's: the wish stays, the job comes back for it. */
export async function giveBackAfterFault({ klarna, order_id, token, logger }: SyncRun): Promise<void> {
  try {
    for (const row of await klarna.renewClaim(order_id, token)) {
      const next_attempt_at = new Date(Date.now() + AFTER_A_FAULT_MS)
      await klarna.store(row, token, { ...mirrorInDoubt(row), next_attempt_at })
    }
    await klarna.letGo(order_id, token)
  } catch (error) {
    logger.error(`Klarna: the claim on order ${order_id} could not be given back; it ends by itself`, error as Error)
  }
}
