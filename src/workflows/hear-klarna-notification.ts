import type { MedusaContainer } from "@medusajs/framework/types"
import { createStep, createWorkflow, StepResponse, when, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { emitEventStep } from "@medusajs/medusa/core-flows"
import { KLARNA_MODULE } from "../modules/klarna/constants"
import type KlarnaModuleService from "../modules/klarna/service"
import { KLARNA_ORDER_DECIDED } from "./klarna-order-events"

export interface HearKlarnaNotificationInput {
  klarna_order_id: string
  /** Klarna's: `FRAUD_RISK_ACCEPTED`, `FRAUD_RISK_REJECTED`, `FRAUD_RISK_STOPPED`. Any other is nothing to us. */
  event_type: string
}

const DECISIONS = new Map([
  ["FRAUD_RISK_ACCEPTED", "ACCEPTED"],
  ["FRAUD_RISK_REJECTED", "REJECTED"],
  ["FRAUD_RISK_STOPPED", "STOPPED"],
])

/** Durable before Klarna is answered: what a notification says is not believed, but it is a reason to read the order. */
const doubtKlarnaOrderStep = createStep(
  "doubt-klarna-order",
  async ({ klarna_order_id, event_type }: HearKlarnaNotificationInput, { container }) => {
    const decision = DECISIONS.get(event_type)
    return new StepResponse({ order_id: decision ? await doubt(container, klarna_order_id, decision) : null })
  }
)

/** @returns the order that is to be looked at now. One that is unknown is not an order yet: its first sync reads Klarna anyway. */
async function doubt(container: MedusaContainer, klarna_order_id: string, decision: string): Promise<string | null> {
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  const heard = await klarna.hear(klarna_order_id, decision)
  if (!heard?.at_once) return null
  await klarna.raiseWish(heard.order_id)
  return heard.order_id
}

/**
 * Klarna says that it decided about fraud: the order is looked at, right after Klarna has its answer. Hearing it twice costs nothing.
 * https://docs.klarna.com/payments/after-payments/order-management/more-actions/pending-orders/
 */
export const hearKlarnaNotificationWorkflow = createWorkflow(
  "hear-klarna-notification",
  (input: HearKlarnaNotificationInput) => {
    const heard = doubtKlarnaOrderStep(input)
    when({ heard }, ({ heard }) => heard.order_id !== null).then(() =>
      emitEventStep({ eventName: KLARNA_ORDER_DECIDED, data: { order_id: heard.order_id } })
    )
    return new WorkflowResponse(heard)
  }
)
