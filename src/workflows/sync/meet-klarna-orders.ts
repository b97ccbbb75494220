import type { MedusaContainer } from "@medusajs/framework/types"
import { z } from "@medusajs/framework/zod"
import type { OrderForSync } from "../../mapping/order-fields"
import type { NewKlarnaOrder } from "../../modules/klarna/types"
import { queryOrder } from "./query-order"

/** Only what the provider wrote counts; it writes all of these together and lets nothing of the browser's through. */
const writtenByProvider = z.object({
  klarna_order_id: z.string().min(1),
  account_id: z.string(),
  environment: z.string(),
  region: z.string(),
})

const FIELDS = [
  "id",
  "payment_collections.payments.provider_id",
  "payment_collections.payments.data",
  "payment_collections.payment_sessions.provider_id",
  "payment_collections.payment_sessions.status",
  "payment_collections.payment_sessions.data",
]

/** The Klarna orders that a Medusa order was paid with, found through its payments. Empty: not Klarna's, nothing to do. */
export async function findKlarnaOrders(container: MedusaContainer, order_id: string): Promise<NewKlarnaOrder[]> {
  const order = await queryOrder(container, order_id, FIELDS)
  return order ? klarnaOrdersOf(order) : []
}

/** While Klarna decides about fraud there is no payment yet: then the session that waits for the decision speaks for the order. */
export function klarnaOrdersOf(order: Pick<OrderForSync, "id" | "payment_collections">): NewKlarnaOrder[] {
  const found = new Map<string, NewKlarnaOrder>()
  for (const collection of order.payment_collections ?? []) {
    const waiting = (collection?.payment_sessions ?? []).filter(
      (session) => session?.status === "pending_authorization"
    )
    for (const payment of [...(collection?.payments ?? []), ...waiting]) {
      const written = payment?.provider_id?.startsWith("pp_klarna")
        ? writtenByProvider.safeParse(payment.data)
        : undefined
      if (written?.success) found.set(written.data.klarna_order_id, { ...written.data, order_id: order.id })
    }
  }
  return [...found.values()]
}
