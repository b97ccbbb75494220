import type { OrderForSync } from "../../mapping/order-fields"
import { targetAmount } from "../../mapping/target-amount"
import type { KlarnaOrderPatch, KlarnaOrderRow } from "../../modules/klarna/types"
import { faultOfSettling } from "./settle"
import { stateOff } from "./state"
import type { SyncRun } from "./types"

/**
 * What happens to an order that a merchant disconnected: nothing is compared, nothing is sent, Klarna is not called. Only Medusa's
 * payment follows, as core voids it with every edit: what Klarna guaranteed last can still be captured. `off` is the row that says by
 * whom; a Klarna order that turns up later is off as well.
 */
export async function whileOff(
  run: SyncRun,
  order: OrderForSync,
  row: KlarnaOrderRow,
  off: KlarnaOrderRow
): Promise<KlarnaOrderPatch> {
  const isKnown = row.read_at !== null && !row.doubtful
  const { target_amount } = targetAmount(order, row.klarna_order_id)
  const fault = isKnown ? await faultOfSettling(run, order, row, target_amount) : undefined
  return { ...stateOff(row, fault), off_by: off.off_by, off_at: off.off_at }
}
