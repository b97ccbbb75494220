import { obstacleSentence } from "../../mapping/obstacle-sentence"
import { isOff } from "../../modules/klarna/connection"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { askedNow } from "../sync/asked"
import { accountMissing, severalKlarnaOrders } from "../sync/attention"
import { resolveUnfinished } from "../sync/resolve"
import type { ConnectedRun, SyncRun } from "../sync/types"
import { isOver } from "../sync/which-order"
import { BUSY, notDone, sayNo } from "./answers"

/**
 * The way is free for a write of the merchant's own: it is clear which order is meant, it is connected and its account is there, no other
 * request of a merchant is about to change it, and what was sent before has a known end.
 * @throws MedusaError (400) when it is not
 */
export async function beforeAWrite(
  run: SyncRun,
  row: KlarnaOrderRow
): Promise<{ connected: ConnectedRun; row: KlarnaOrderRow }> {
  if (isOff(row)) throw notDone(obstacleSentence.disconnected)
  const live = (await run.klarna.rowsOfOrder(run.order_id)).filter((each) => !isOver(each))
  if (live.length > 1) throw notDone(severalKlarnaOrders(live.map(({ klarna_order_id }) => klarna_order_id)).message)
  const client = await run.klarna.clientOf(row)
  if (!client) throw notDone(accountMissing(row).message)
  if (askedNow(row)) throw notDone(BUSY)
  const connected = { ...run, client }
  // No wish of the plan is repeated here: what is still wished is sent by the sync that follows.
  const resolution = await resolveUnfinished(connected, row, [])
  if (resolution.next === "plan") return { connected, row: resolution.row }
  if (resolution.next !== "failed" || resolution.failure.type === "unknown") throw notDone(BUSY)
  throw sayNo("say what became of an earlier change", resolution.failure)
}
