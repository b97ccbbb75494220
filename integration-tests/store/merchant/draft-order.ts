import type { HttpTypes } from "@medusajs/framework/types"
import { markets, type Country } from "../catalog"
import type { Http } from "../http"
import type { SeededStore } from "../seed-store"
import type { Quantities } from "./take-back"

/** An order that the merchant writes down, for example on the phone. Answers its id. */
export async function createDraftOrder(
  admin: Http,
  store: SeededStore,
  items: Quantities,
  country: Country = "se"
): Promise<string> {
  const { email, address } = markets[country].buyer
  const { draft_order } = await admin.post<HttpTypes.AdminDraftOrderResponse>("/admin/draft-orders", {
    email,
    region_id: store.regions[country],
    sales_channel_id: store.salesChannelId,
    shipping_address: address,
    billing_address: address,
    items: Object.entries(items).map(([product, quantity]) => ({
      variant_id: store.variants[product as keyof Quantities],
      quantity,
    })),
  })
  return draft_order.id
}

export async function convertDraftOrder(admin: Http, draftOrderId: string): Promise<void> {
  await admin.post(`/admin/draft-orders/${draftOrderId}/convert-to-order`)
}
