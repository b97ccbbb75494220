import type { MedusaContainer } from "@medusajs/framework/types"
import type { KlarnaAction } from "../../mapping/actions"
import { mayAct, type Standing } from "../standing"
import { raiseWish, syncOrder } from "../sync/sync-order"
import type { FirstDeed, SyncInput, SyncResult } from "../sync/types"
import { BUSY, notDone } from "./answers"

/** What every action of a merchant's takes. */
export interface KlarnaOrderActionInput {
  order_id: string
  /** Who does it, for the timeline; without it the timeline says `workflow`. */
  user_id?: string
}

interface Deed {
  action: KlarnaAction
  how?: Pick<SyncInput, "force" | "afresh">
  first?: (standing: Standing) => FirstDeed
}

/**
 * One action on one order: refused if it cannot work, done under the claim, and then the order is compared with Klarna as always.
 * @throws MedusaError (400) with a sentence when it cannot work or Klarna says no; NOT_FOUND without a Klarna order
 */
export async function act(
  container: MedusaContainer,
  { order_id, user_id }: KlarnaOrderActionInput,
  { action, how, first }: Deed
): Promise<SyncResult> {
  const standing = await mayAct(container, order_id, action)
  const input = { order_id, trigger: triggerOf(user_id), ...how }
  await raiseWish(container, order_id)
  const result = await syncOrder(container, input, { first: first?.(standing) })
  if (result.result === "busy" && result.rounds === 0 && !result.writes.length) throw notDone(BUSY)
  return result
}

export const triggerOf = (user_id: string | undefined): string => (user_id ? `user:${user_id}` : "workflow")
