import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { KLARNA_MODULE } from "../modules/klarna/constants"
import type { Erasure } from "../modules/klarna/erase"
import type KlarnaModuleService from "../modules/klarna/service"

export interface EraseKlarnaDataInput {
  /** These orders, */
  order_ids?: string[]
  /** and all of this customer. */
  customer_id?: string
}

export type { Erasure }

const eraseKlarnaDataStep = createStep("erase-klarna-data", async (input: EraseKlarnaDataInput, { container }) => {
  const order_ids = [...(input.order_ids ?? [])]
  if (input.customer_id) {
    const query = container.resolve(ContainerRegistrationKeys.QUERY)
    const { data } = await query.graph({
      entity: "order",
      fields: ["id"],
      filters: { customer_id: input.customer_id },
    })
    order_ids.push(...data.map(({ id }) => id))
  }
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  return new StepResponse(await klarna.eraseOrders([...new Set(order_ids)]))
})

/**
 * For a customer's wish to be forgotten, run before the store erases the orders themselves: nothing that can be linked to the person is
 * left in this plugin's tables. Orders that Klarna still holds money for are `kept`. It cannot be undone, and tells Klarna nothing: what
 * Klarna keeps of its customer is Klarna's own.
 *
 * @example
 * const { result } = await eraseKlarnaDataWorkflow(container).run({ input: { customer_id: "cus_01..." } })
 */
export const eraseKlarnaDataWorkflow = createWorkflow("erase-klarna-data", (input: EraseKlarnaDataInput) => {
  return new WorkflowResponse(eraseKlarnaDataStep(input))
})
