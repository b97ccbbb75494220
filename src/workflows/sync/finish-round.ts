import type { OrderForSync } from "../../mapping/order-fields"
import type { KlarnaOrderPatch } from "../../modules/klarna/types"
import { adoptCaptures } from "./adopt-captures"
import { cancelRejected } from "./cancel-rejected"
import { captureShipped } from "./capture-shipped"
import type { Round } from "./round"
import { faultOfSettling } from "./settle"
import { stateAfter, stateUnsettled } from "./state"
import type { SyncRun } from "./types"

/**
 * Medusa's side of a round: its payment follows, and what a store lets the plugin do in Medusa by itself is done.
 * @returns the state that the round came to, or `again` when Medusa's order is another one now
 */
export async function finishRound(
  run: SyncRun,
  order: OrderForSync,
  round: Round
): Promise<KlarnaOrderPatch | "again"> {
  if (round.end !== "done") return stateAfter(round, order)
  // Before the payment follows: it would make room for a capture that Medusa does not know of.
  if (round.klarna && (await adoptCaptures(run, order, round.row, round.klarna))) return "again"
  if (await cancelRejected(run, order, round)) return "again"

  const unsettled = await faultOfSettling(run, order, round.row, round.snapshot.target_amount)
  if (unsettled) return stateUnsettled(unsettled)

  const { isCaptured, attention, failure, fault } = await captureShipped(run, round)
  if (isCaptured) return "again"
  if (fault) return stateUnsettled(fault)
  if (failure) return stateAfter({ end: "later", row: { ...round.row, doubtful: true }, failure }, order)
  if (!attention) return stateAfter(round, order)
  return stateAfter({ ...round, plan: { ...round.plan, attention: [...round.plan.attention, attention] } }, order)
}
