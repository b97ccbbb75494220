import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { OrderForSync } from "../../mapping/order-fields"

/** Some fields of an order, in one query; undefined when it is not there. */
export async function queryOrder(
  container: MedusaContainer,
  id: string,
  fields: string[]
): Promise<OrderForSync | undefined> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields, filters: { id } })
  // `query.graph` knows the types of generated entry points only; what these fields answer is written down in order-fields.ts.
  return data[0] as unknown as OrderForSync | undefined
}
