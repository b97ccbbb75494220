import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { CART_FIELDS, type CartForPurchase } from "../../mapping/order-fields"

/** A cart with everything that Klarna wants to know of it. */
export async function readCart(container: MedusaContainer, id: string): Promise<CartForPurchase | undefined> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "cart", fields: CART_FIELDS, filters: { id } })
  // `query.graph` knows the types of generated entry points only; what these fields answer is written down in order-fields.ts.
  return data[0] as unknown as CartForPurchase | undefined
}

/** The cart that a payment collection was made for; undefined for the collection of an order. */
export async function readCartOfCollection(
  container: MedusaContainer,
  payment_collection_id: string
): Promise<CartForPurchase | undefined> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "cart_payment_collection",
    fields: ["cart_id"],
    filters: { payment_collection_id },
  })
  return data[0] && readCart(container, data[0].cart_id)
}
