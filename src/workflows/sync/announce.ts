import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { announcementOf } from "./announcement"
import type { SyncRun } from "./types"

const ANNOUNCE_AGAIN_MS = 60_000

/**
 * Tells the store on Medusa's bus what a sync came to, at least once: what was told is written down afterwards, so a crash between
 * repeats the event. A bus that does not take it brings the order back in a minute; the sync itself is not disturbed.
 * @returns the row as it is now; undefined when the claim is lost
 */
export async function announce(run: SyncRun, row: KlarnaOrderRow): Promise<KlarnaOrderRow | undefined> {
  const { announced, events } = announcementOf(row)
  if (announced === row.announced) return row
  try {
    for (const event of events) await emit(run.container, event)
    return await run.klarna.store(row, run.token, { announced })
  } catch (error) {
    run.logger.error(
      `Klarna: an event of order ${run.order_id} could not be emitted; it is tried again`,
      error as Error
    )
    const soon = new Date(Date.now() + ANNOUNCE_AGAIN_MS)
    const isDueBefore = row.next_attempt_at !== null && row.next_attempt_at < soon
    return run.klarna.store(row, run.token, { next_attempt_at: isDueBefore ? row.next_attempt_at : soon })
  }
}

function emit(container: MedusaContainer, event: { name: string; data: object }): Promise<void> {
  return container.resolve(Modules.EVENT_BUS).emit(event)
}
