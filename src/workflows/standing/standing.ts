import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { actionsOf, type KlarnaActions } from "../../mapping/actions"
import type { OrderForSync } from "../../mapping/order-fields"
import { isReleased } from "../../mapping/release"
import { targetAmount } from "../../mapping/target-amount"
import type { AttentionCode } from "../../mapping/types"
import { isOff } from "../../modules/klarna/connection"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { noKlarnaOrder } from "../sync/difference"
import { mirrorOf } from "../sync/mirror"
import { readOrder } from "../sync/read-order"
import { runFor } from "../sync/run"
import { isOver, liveOf } from "../sync/which-order"
import { type Preview, previewOf } from "./preview"

/** How an order stands with Klarna, from memory: Klarna is not asked, and nothing is remembered. */
export interface Standing {
  row: KlarnaOrderRow
  /** All Klarna orders of the Medusa order: nearly always one. */
  rows: KlarnaOrderRow[]
  preview: Preview | null
  actions: KlarnaActions
}

/** @throws MedusaError NOT_FOUND for an order that was not paid with Klarna */
export async function standingOf(container: MedusaContainer, order_id: string): Promise<Standing> {
  const run = runFor(container, { order_id }, "")
  const rows = await run.klarna.rowsOfOrder(order_id)
  const row = liveOf(rows)
  if (!row) throw new MedusaError(MedusaError.Types.NOT_FOUND, noKlarnaOrder(order_id))
  const [order, client, has_confirmed_edit] = await Promise.all([
    readOrder(container, order_id),
    run.klarna.clientOf(row),
    hasConfirmedEdit(container, order_id),
  ])
  const has_account = client !== undefined
  const actions = actionsOf({ ...factsOf(row, order), has_account, has_confirmed_edit })
  // Of several that live nobody can tell which one a change is meant for.
  const isClear = rows.filter((each) => !isOver(each)).length < 2
  return { row, rows, actions, preview: isClear ? await previewOf(run, order, row, has_account) : null }
}

function factsOf(row: KlarnaOrderRow, order: OrderForSync | undefined) {
  const sums = order && targetAmount(order, row.klarna_order_id)
  return {
    status: row.status,
    fraud_status: row.fraud_status,
    // Written by the sync and by nobody else.
    attention_code: row.attention_code as AttentionCode | null,
    is_attention_seen: row.attention_seen_at !== null,
    is_off: isOff(row),
    is_released: isReleased(mirrorOf(row)),
    is_order_canceled: order?.status === "canceled",
    is_anything_unrefunded: sums !== undefined && sums.captured_amount > sums.refunded_amount,
  }
}

async function hasConfirmedEdit(container: MedusaContainer, order_id: string): Promise<boolean> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order_change",
    fields: ["id"],
    filters: { order_id, change_type: "edit", status: "confirmed" },
    pagination: { take: 1 },
  })
  return data.length > 0
}
