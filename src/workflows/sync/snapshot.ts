import type { OrderForSync } from "../../mapping/order-fields"
import { orderSnapshot } from "../../mapping/order-snapshot"
import type { OrderSnapshot } from "../../mapping/types"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import type { SyncRun } from "./types"

/** A Medusa order in the terms of the Klarna order that it was paid with. */
export function snapshotOf(
  { klarna }: Pick<SyncRun, "klarna">,
  order: OrderForSync,
  row: KlarnaOrderRow
): OrderSnapshot {
  return orderSnapshot(order, {
    klarna_order_id: row.klarna_order_id,
    purchase_country: row.purchase_country ?? "",
    options: klarna.options,
    overrides: row.wanted_references ?? undefined,
  })
}
