import { MedusaError } from "@medusajs/framework/utils"
import { capturePaymentWorkflow } from "@medusajs/medusa/core-flows"
import { lastOperation, type Operation } from "../../ledger"
import { captureDue } from "../../mapping/capture-on-shipment"
import { contentFingerprint } from "../../mapping/fingerprint"
import { fromMinor } from "../../mapping/money"
import { attentionForCaptureRefused } from "../../mapping/plan-attention"
import type { Attention } from "../../mapping/types"
import { whileMovingMoney } from "../../purchase/moving-money"
import { mirrorOf } from "./mirror"
import { readOrder } from "./read-order"
import type { Failure } from "./refused"
import type { Round } from "./round"
import type { SyncRun } from "./types"

/** What came of it. Nothing: nothing was due, or it is captured. */
export interface ShippedCapture {
  isCaptured?: boolean
  /** Klarna said no: the same is not asked again. */
  attention?: Attention
  /** It did not answer. */
  failure?: Failure
  /** Medusa itself said no, before Klarna was asked. */
  fault?: MedusaError
}

/** Klarna may have heard of it, or was not reached. */
const isOpenYet = (last: Operation | undefined): boolean =>
  last !== undefined && last.outcome !== "accepted" && last.outcome !== "refused" && last.outcome !== "superseded"

/** By option: what has left the house is captured, through core, as if a merchant had clicked. */
export async function captureShipped(
  run: SyncRun,
  { row, snapshot }: Extract<Round, { end: "done" }>
): Promise<ShippedCapture> {
  const mirror = mirrorOf(row)
  if (!run.klarna.options.captureOnShipment) return {}
  // As it is now that the payment has followed.
  const order = await readOrder(run.container, run.order_id)
  const due = order && captureDue(order, snapshot, mirror)
  if (!due) return {}
  const fingerprint = contentFingerprint("capture", { amount: due.amount }, row.klarna_order_id)
  const isSame = (last: Operation | undefined) => last?.fingerprint === fingerprint
  const before = await lastOperation(run.knex, row.klarna_order_id, "capture")
  if (isSame(before) && before?.outcome === "refused") return { attention: refusalOf(before, due.amount) }
  try {
    await whileMovingMoney({ trigger: run.trigger }, () =>
      capturePaymentWorkflow(run.container).run({
        input: { payment_id: due.payment.id, amount: fromMinor(due.amount) },
      })
    )
    run.writes.push({ kind: "capture", outcome: "accepted" })
    return { isCaptured: true }
  } catch (error) {
    if (!MedusaError.isMedusaError(error)) throw error
    const last = await lastOperation(run.knex, row.klarna_order_id, "capture")
    if (isSame(last) && last?.outcome === "refused") return { attention: refusalOf(last, due.amount) }
    return isOpenYet(last) ? { failure: { type: "weather", reason: error.message } } : { fault: error }
  }

  function refusalOf({ error_code, error_messages, correlation_id }: Operation, amount: number): Attention {
    const klarna = { code: error_code ?? "", messages: error_messages ?? [] }
    const left = mirror.order_amount - mirror.captured_amount
    return attentionForCaptureRefused(
      { amount, left, currency: snapshot.currency },
      { ...klarna, ...(correlation_id && { correlation_id }) }
    )
  }
}
