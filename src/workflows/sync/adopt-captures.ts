import { MedusaError } from "@medusajs/framework/utils"
import { capturePaymentWorkflow } from "@medusajs/medusa/core-flows"
import type { Order } from "../../klarna/types"
import { capturesInLedger, noteCaptureElsewhere } from "../../ledger"
import { type MissingCapture, missingCaptures, paymentToRecordOn } from "../../mapping/adoption"
import { contentFingerprint } from "../../mapping/fingerprint"
import { fromMinor } from "../../mapping/money"
import type { OrderForSync } from "../../mapping/order-fields"
import { targetAmount } from "../../mapping/target-amount"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { whileMovingMoney } from "../../purchase/moving-money"
import type { SyncRun } from "./types"

/**
 * What was captured in Klarna's portal is recorded in Medusa, once: each capture is written into the ledger under Klarna's id, and core's
 * own capture then takes it over from there, so that nothing is sent however often this is done or interrupted. By option, or where it
 * is not beyond doubt on which payment, only the first half: the merchant's capture of the same amount is then only recorded.
 * @returns whether Medusa's order is another one now
 */
export async function adoptCaptures(
  run: SyncRun,
  order: OrderForSync,
  row: KlarnaOrderRow,
  klarna: Order
): Promise<boolean> {
  if (klarna.captured_amount <= targetAmount(order, row.klarna_order_id).captured_amount) return false
  const missing = missingCaptures(order, klarna, await capturesInLedger(run.knex, row.klarna_order_id))
  for (const capture of missing) if (!capture.is_ours) await writeDown(run, row, capture)
  const payment_id = paymentToRecordOn(order, klarna, missing)
  const isWanted = (capture: MissingCapture) => capture.is_ours || run.klarna.options.adoptPortalCaptures === "auto"
  if (!payment_id || !missing.every(isWanted)) return false
  try {
    for (const { amount } of missing) await record(run, payment_id, amount)
    return true
  } catch (error) {
    if (!MedusaError.isMedusaError(error)) throw error
    run.logger.warn(`Klarna: a capture of order ${run.order_id} could not be recorded in Medusa: ${error.message}`)
    return false
  }
}

const writeDown = ({ knex }: SyncRun, row: KlarnaOrderRow, { capture_id, amount, order_lines }: MissingCapture) =>
  noteCaptureElsewhere(knex, {
    klarna_order_id: row.klarna_order_id,
    order_id: row.order_id,
    account_id: row.account_id,
    // The same as of the provider's own captures.
    fingerprint: contentFingerprint("capture", { amount }, row.klarna_order_id),
    ...{ capture_id, amount, order_lines },
  })

const record = ({ container, trigger }: SyncRun, payment_id: string, amount: number) =>
  whileMovingMoney({ trigger, recordOnly: true }, () =>
    capturePaymentWorkflow(container).run({ input: { payment_id, amount: fromMinor(amount) } })
  )
