import { MedusaError } from "@medusajs/framework/utils"
import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows"
import { noteDecision } from "../../ledger"
import type { OrderForSync } from "../../mapping/order-fields"
import { isToBeCanceled } from "../../mapping/plan-fraud"
import { mirrorOf } from "./mirror"
import type { Round } from "./round"
import type { SyncRun } from "./types"

/**
 * By option: an order that Klarna's fraud check rejected is canceled in Medusa. The state says it, so a crash only delays it. What core
 * does not cancel stays with the merchant, as attention.
 * @returns whether Medusa's order is another one now
 */
export async function cancelRejected(
  run: SyncRun,
  order: OrderForSync,
  { row, snapshot }: Extract<Round, { end: "done" }>
): Promise<boolean> {
  if (run.klarna.options.onFraudRejected !== "cancel" || !isToBeCanceled(snapshot, mirrorOf(row))) return false
  if ((order.fulfillments ?? []).some((each) => each && !each.canceled_at)) return false
  try {
    await cancelOrderWorkflow(run.container).run({ input: { order_id: run.order_id } })
  } catch (error) {
    if (!MedusaError.isMedusaError(error)) throw error
    run.logger.warn(
      `Klarna: order ${run.order_id} was rejected by the fraud check and could not be canceled: ${error.message}`
    )
    return false
  }
  const { account_id, klarna_order_id, order_id } = row
  const asked = { fraud_status: row.fraud_status }
  await noteDecision(run.knex, {
    ...{ kind: "cancel_rejected", account_id, klarna_order_id, order_id, trigger: run.trigger, asked },
    key: klarna_order_id,
  })
  return true
}
