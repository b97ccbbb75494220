import type { MedusaContainer } from "@medusajs/framework/types"
import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { KLARNA_MODULE } from "../modules/klarna/constants"
import type KlarnaModuleService from "../modules/klarna/service"
import { type Difference, type DifferenceSeen, seeDifference } from "./sync/difference"
import { runFor } from "./sync/run"

export interface KlarnaOrderDifferenceInput {
  order_id: string
}

const seeKlarnaOrderDifferenceStep = createStep(
  "see-klarna-order-difference",
  async ({ order_id }: KlarnaOrderDifferenceInput, { container }) => {
    const { difference } = await differenceNow(container, order_id)
    return new StepResponse(difference)
  }
)

/** Also of an order that is disconnected, and without a claim: looking holds nobody up. */
async function differenceNow(container: MedusaContainer, order_id: string): Promise<DifferenceSeen> {
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  return seeDifference(runFor(container, { order_id }, ""), await klarna.rowsOfOrder(order_id))
}

/**
 * How an order differs from Klarna's order right now, and what would be sent: Klarna is read, nothing is sent and nothing remembered.
 * @throws MedusaError (400) when Klarna does not answer
 */
export const klarnaOrderDifferenceWorkflow = createWorkflow(
  "klarna-order-difference",
  (input: KlarnaOrderDifferenceInput) => new WorkflowResponse(seeKlarnaOrderDifferenceStep(input))
)

export type { Difference }
