import { capturePaymentWorkflow } from "@medusajs/medusa/core-flows"
import { captureOfRemaining } from "../../mapping/capture-remaining"
import { fromMinor } from "../../mapping/money"
import { obstacleSentence } from "../../mapping/obstacle-sentence"
import { whileMovingMoney } from "../../purchase/moving-money"
import { adoptCaptures } from "../sync/adopt-captures"
import { readOrder } from "../sync/read-order"
import { readKlarna } from "../sync/read-klarna"
import type { FirstDeed } from "../sync/types"
import { notDone, sayNo } from "./answers"
import { beforeAWrite } from "./before-a-write"

/**
 * Captures what Klarna, read now, still guarantees: for orders that another system changed. Core's own capture does it, so both sides
 * record it; without lines, as Medusa's are not known to be Klarna's. What was captured elsewhere meanwhile is recorded first.
 * @throws MedusaError (400) in Klarna's words when it refuses or does not answer
 */
export const captureRemaining =
  (captured_by: string | undefined): FirstDeed =>
  async (run, before) => {
    const { connected, row } = await beforeAWrite(run, before)
    const read = await readKlarna(connected, row)
    if ("failure" in read) {
      if (read.failure.type === "unknown")
        throw notDone("Klarna did not answer, and nothing was sent. Try again in a minute.")
      throw sayNo("show the order", read.failure)
    }
    const look = () => readOrder(run.container, run.order_id)
    const first = await look()
    const order = first && (await adoptCaptures(run, first, read.row, read.order)) ? await look() : first
    const capture = order && captureOfRemaining(order, read.order)
    if (!capture) return sayIfOver(read.order.status)
    if ("because" in capture) throw notDone(`Nothing was captured. ${capture.because}`)
    await whileMovingMoney({ trigger: run.trigger, withoutLines: true }, () =>
      capturePaymentWorkflow(run.container).run({
        input: { payment_id: capture.payment.id, amount: fromMinor(capture.amount), captured_by },
      })
    )
    run.writes.push({ kind: "capture", outcome: "accepted" })
  }

/** Captured already is what was asked for. @throws MedusaError (400) when nothing ever will be */
function sayIfOver(status: string): void {
  if (status === "CANCELLED") throw notDone(`Nothing was captured. ${obstacleSentence.cancelled}`)
  if (status === "EXPIRED") throw notDone(`Nothing was captured. ${obstacleSentence.expired}`)
}
