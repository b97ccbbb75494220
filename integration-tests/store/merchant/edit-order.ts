import type { HttpTypes } from "@medusajs/framework/types"
import type { ProductName, ShippingName } from "../catalog"
import type { Http } from "../http"
import type { SeededStore } from "../seed-store"
import { lineOf, readOrder } from "./read-order"

/** An order edit that is open: nothing has happened until `confirm`. Amounts in major units. */
export interface OpenEdit {
  addItem(product: ProductName, options?: { quantity?: number; unitPrice?: number }): Promise<void>
  /** A line of the order, by its product; what is left out stays. */
  changeItem(product: string, change: { quantity?: number; unitPrice?: number }): Promise<void>
  removeItem(product: string): Promise<void>
  addShipping(option: ShippingName, amount?: number): Promise<void>
  /** Recalculates the order's promotions for the new lines, as the admin's switch does. */
  carryOverPromotions(): Promise<void>
  /** What the order will be. */
  preview(): Promise<HttpTypes.AdminOrderPreview>
  confirm(): Promise<HttpTypes.AdminOrderPreview>
  cancel(): Promise<void>
}

export interface EditNotes {
  description?: string
  internal_note?: string
}

export async function beginEdit(
  admin: Http,
  store: SeededStore,
  orderId: string,
  notes: EditNotes = {}
): Promise<OpenEdit> {
  const path = `/admin/order-edits/${orderId}`
  const { order_change } = await admin.post<HttpTypes.AdminOrderEditResponse>("/admin/order-edits", {
    order_id: orderId,
    ...notes,
  })

  async function changeItem(product: string, { quantity, unitPrice }: { quantity?: number; unitPrice?: number }) {
    const line = lineOf(await readOrder(admin, orderId), product)
    await admin.post(`${path}/items/item/${line.id}`, { quantity: quantity ?? line.quantity, unit_price: unitPrice })
  }

  return {
    changeItem,
    removeItem: (product) => changeItem(product, { quantity: 0 }),
    addItem: async (product, { quantity = 1, unitPrice } = {}) => {
      const item = { variant_id: store.variants[product], quantity, unit_price: unitPrice }
      await admin.post(`${path}/items`, { items: [item] })
    },
    addShipping: async (option, amount) => {
      const shipping_option_id = store.shippingOptions[option]
      await admin.post(`${path}/shipping-method`, { shipping_option_id, custom_amount: amount })
    },
    carryOverPromotions: async () => {
      await admin.post(`/admin/order-changes/${order_change.id}`, { carry_over_promotions: true })
    },
    preview: async () =>
      (await admin.get<HttpTypes.AdminOrderPreviewResponse>(`/admin/orders/${orderId}/preview`)).order,
    confirm: async () => (await admin.post<HttpTypes.AdminOrderEditPreviewResponse>(`${path}/confirm`)).order_preview,
    cancel: async () => {
      await admin.delete(path)
    },
  }
}
