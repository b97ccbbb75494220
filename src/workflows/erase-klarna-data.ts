import type { MedusaContainer } from "@medusajs/framework/types"
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
  const orders = await ordersOf(container, input)
  const carts = input.customer_id ? await cartsOf(container, input.customer_id) : []
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  const order_ids = new Set([...(input.order_ids ?? []), ...orders.map(({ id }) => id)])
  return new StepResponse(await klarna.eraseOrders([...order_ids], [...orders.flatMap(collectionsOf), ...carts]))
})

async function ordersOf(container: MedusaContainer, { order_ids = [], customer_id }: EraseKlarnaDataInput) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const fields = ["id", "payment_collections.id"]
  const these = await query.graph({ entity: "order", fields, filters: { id: order_ids } })
  const theirs = customer_id ? await query.graph({ entity: "order", fields, filters: { customer_id } }) : { data: [] }
  return [...these.data, ...theirs.data]
}

/** What was refused or given up has no order, but a cart. */
async function cartsOf(container: MedusaContainer, customer_id: string): Promise<string[]> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const fields = ["id", "payment_collection.id"]
  const { data } = await query.graph({ entity: "cart", fields, filters: { customer_id } })
  return data.flatMap(({ payment_collection }) => payment_collection?.id ?? [])
}

const collectionsOf = ({ payment_collections }: { payment_collections?: ({ id: string } | null)[] | null }) =>
  (payment_collections ?? []).flatMap((each) => each?.id ?? [])

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
