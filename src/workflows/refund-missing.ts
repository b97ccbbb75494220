import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError, Modules } from "@medusajs/framework/utils"
import {
  createStep,
  createWorkflow,
  StepResponse,
  transform,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import { decimal } from "../mapping/money"
import type { OrderPayment } from "../mapping/order-fields"
import { queryOrder } from "./sync/query-order"
import { syncOrderToKlarnaWorkflow } from "./sync-order-to-klarna"

export interface RefundMissingInput {
  order_id: string
  user_id?: string
}

const FIELDS = [
  ...["id", "status", "payment_collections.payments.id", "payment_collections.payments.provider_id"],
  ...["payment_collections.payments.captures.amount", "payment_collections.payments.refunds.amount"],
]

/**
 * Core records the order's transaction when it cancels, whether the refund succeeded or not, and takes no refund of a canceled order
 * afterwards. So only the payment module is told. Source: `@medusajs/core-flows/dist/payment/workflows/refund-payments.js`.
 */
const refundMissingStep = createStep(
  "refund-captures-of-canceled-order",
  async (input: RefundMissingInput, { container }) => {
    const payments = container.resolve(Modules.PAYMENT)
    const refunded: string[] = []
    for (const { id, missing } of await missingRefunds(container, input.order_id)) {
      await payments.refundPayment({ payment_id: id, amount: missing, created_by: input.user_id })
      refunded.push(id)
    }
    return new StepResponse(refunded)
  }
)

/** Captured and not given back, per Klarna payment; amounts in major units. */
async function missingRefunds(
  container: MedusaContainer,
  order_id: string
): Promise<{ id: string; missing: number }[]> {
  const order = await queryOrder(container, order_id, FIELDS)
  if (order?.status !== "canceled") {
    throw new MedusaError(
      MedusaError.Types.NOT_ALLOWED,
      "Only a canceled order can miss a refund. Refund the payment of any other order in Medusa."
    )
  }
  const missing = (order.payment_collections ?? [])
    .flatMap((collection) => collection?.payments ?? [])
    .filter((payment) => payment?.provider_id?.startsWith("pp_klarna"))
    .map((payment) => ({ id: (payment as OrderPayment).id, missing: keptOf(payment as OrderPayment) }))
    .filter((each) => each.missing > 0)
  if (missing.length) return missing
  throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "Nothing is missing: all that was captured has been refunded.")
}

function keptOf({ captures, refunds }: OrderPayment): number {
  const sum = (moves: OrderPayment["captures"]) =>
    (moves ?? []).reduce((total, move) => total.plus(decimal(move?.amount)), decimal(0))
  return sum(captures).minus(sum(refunds)).toNumber()
}

/**
 * Gives back what was captured of a canceled order: core swallows a failed refund while it cancels, and forgets it. A refund that was
 * made in Klarna's portal meanwhile is recognised and only recorded.
 * @throws MedusaError (400) with Klarna's words when it refuses or does not answer
 */
export const refundMissingWorkflow = createWorkflow("refund-missing", (input: RefundMissingInput) => {
  refundMissingStep(input)
  const sync = transform({ input }, ({ input }) => ({
    order_id: input.order_id,
    trigger: input.user_id ? `user:${input.user_id}` : "workflow",
  }))
  return new WorkflowResponse(syncOrderToKlarnaWorkflow.runAsStep({ input: sync }))
})
