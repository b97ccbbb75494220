import type { HttpTypes } from "@medusajs/framework/types"
import type { Http } from "../http"
import type { SeededStore } from "../seed-store"
import { lineOf, readOrder } from "./read-order"
import type { Quantities } from "./take-back"

/** Packs everything that is not packed yet, or only `quantities`. Answers the fulfilment's id. */
export async function fulfill(admin: Http, store: SeededStore, orderId: string, quantities?: Quantities) {
  const order = await readOrder(admin, orderId)
  const known = new Set(order.fulfillments?.map(({ id }) => id))
  const items = quantities
    ? Object.entries(quantities).map(([product, quantity]) => ({ id: lineOf(order, product).id, quantity }))
    : order.items
        .map((item) => ({ id: item.id, quantity: item.quantity - item.detail.fulfilled_quantity }))
        .filter(({ quantity }) => quantity > 0)
  await admin.post(`/admin/orders/${orderId}/fulfillments`, { items, location_id: store.stockLocationId })
  const { fulfillments = [] } = await readOrder(admin, orderId)
  return fulfillments.find(({ id }) => !known.has(id))!.id
}

export interface Parcel {
  tracking_number: string
  tracking_url?: string
}

/** Hands the fulfilment over to the carrier, in one parcel for each that is named. */
export async function ship(
  admin: Http,
  orderId: string,
  fulfillmentId: string,
  ...parcels: (Parcel | undefined)[]
): Promise<void> {
  const { order } = await admin.get<HttpTypes.AdminOrderResponse>(
    `/admin/orders/${orderId}?fields=*fulfillments,*fulfillments.items`
  )
  // Medusa types a fulfilment without its items; the fields above ask for them.
  const { items } = order.fulfillments!.find(({ id }) => id === fulfillmentId) as unknown as {
    items: { line_item_id: string; quantity: number }[]
  }
  await admin.post(`/admin/orders/${orderId}/fulfillments/${fulfillmentId}/shipments`, {
    items: items.map(({ line_item_id, quantity }) => ({ id: line_item_id, quantity })),
    labels: parcels.filter(Boolean).map((parcel) => ({ tracking_url: "", label_url: "", ...parcel })),
  })
}

export async function cancelFulfillment(admin: Http, orderId: string, fulfillmentId: string): Promise<void> {
  await admin.post(`/admin/orders/${orderId}/fulfillments/${fulfillmentId}/cancel`)
}
