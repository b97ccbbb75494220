import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, createWorkflow, StepResponse, when, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { emitEventStep } from "@medusajs/medusa/core-flows"
import { noteDoubt } from "../ledger"
import { KLARNA_MODULE } from "../modules/klarna/constants"
import type KlarnaModuleService from "../modules/klarna/service"
import { KLARNA_ORDER_DECIDED } from "./klarna-order-events"

export interface HearKlarnaNotificationInput {
  klarna_order_id: string
  /** Klarna's: `FRAUD_RISK_ACCEPTED`, `FRAUD_RISK_REJECTED`, `FRAUD_RISK_STOPPED`. Any other is nothing to us. */
  event_type: string
}

const FRAUD_EVENTS = ["FRAUD_RISK_ACCEPTED", "FRAUD_RISK_REJECTED", "FRAUD_RISK_STOPPED"]

/** Durable before Klarna is answered: what a notification says is not believed, but it is a reason to read the order. */
const doubtKlarnaOrderStep = createStep(
  "doubt-klarna-order",
  async ({ klarna_order_id, event_type }: HearKlarnaNotificationInput, { container }) => {
    if (!FRAUD_EVENTS.includes(event_type)) return new StepResponse({ order_id: null as string | null })
    return new StepResponse({ order_id: (await doubt(container, klarna_order_id)) ?? null })
  }
)

async function doubt(container: MedusaContainer, klarna_order_id: string): Promise<string | undefined> {
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  const [row] = await klarna.listKlarnaOrders({ klarna_order_id }, { select: ["order_id"], take: 1 })
  // Not an order yet: its first sync reads Klarna anyway.
  if (!row) return undefined
  await noteDoubt(container.resolve(ContainerRegistrationKeys.PG_CONNECTION), klarna_order_id)
  await klarna.raiseWish(row.order_id)
  return row.order_id
}

/**
 * Klarna says that it decided about fraud: the order is looked at, right after Klarna has its answer. Hearing it twice costs a read.
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
