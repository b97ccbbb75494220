import type { HttpTypes } from "@medusajs/framework/types"
import type { Address } from "../catalog"
import type { Http, Json } from "../http"
import type { SeededStore } from "../seed-store"
import { cancelFulfillment, fulfill, ship, type Parcel } from "./deliver"
import { convertDraftOrder, createDraftOrder } from "./draft-order"
import { beginEdit, type EditNotes, type OpenEdit } from "./edit-order"
import { addCreditLine, capturePayment, markAsPaid, refundPayment, type WhichPayment } from "./money"
import { readOrder } from "./read-order"
import { cancelReturn, createClaim, createExchange, receiveReturn, requestReturn, type Quantities } from "./take-back"

export { lineOf, livePaymentsOf, paymentsOf, type Order } from "./read-order"
export type { OpenEdit, Quantities }

export interface OrderUpdate {
  email?: string
  shipping_address?: Partial<Address>
  billing_address?: Partial<Address>
  metadata?: Json
}

export type Merchant = ReturnType<typeof merchantOf>

/** Everything a merchant does to an order, over the admin API. */
export function merchantOf(admin: Http, store: () => SeededStore) {
  return {
    readOrder: (orderId: string) => readOrder(admin, orderId),
    /** Opens an edit, lets `change` fill it, confirms it. Without `change`: an empty edit. */
    editOrder: async (orderId: string, change?: (edit: OpenEdit) => Promise<void>, notes?: EditNotes) => {
      const edit = await beginEdit(admin, store(), orderId, notes)
      await change?.(edit)
      return edit.confirm()
    },
    beginEdit: (orderId: string, notes?: EditNotes) => beginEdit(admin, store(), orderId, notes),
    updateOrder: async (orderId: string, update: OrderUpdate) =>
      (await admin.post<HttpTypes.AdminOrderResponse>(`/admin/orders/${orderId}`, update)).order,
    cancelOrder: async (orderId: string) =>
      (await admin.post<HttpTypes.AdminOrderResponse>(`/admin/orders/${orderId}/cancel`)).order,
    capturePayment: (orderId: string, which?: WhichPayment) => capturePayment(admin, orderId, which),
    refundPayment: (orderId: string, which?: WhichPayment) => refundPayment(admin, orderId, which),
    markAsPaid: (orderId: string) => markAsPaid(admin, orderId),
    addCreditLine: (orderId: string, amount: number) => addCreditLine(admin, orderId, amount),
    /** `fee`: what the shop keeps for the way back, major units. */
    requestReturn: (orderId: string, back: Quantities, fee?: number) =>
      requestReturn(
        admin,
        orderId,
        back,
        fee === undefined ? undefined : { shipping_option_id: store().shippingOptions.Standard, custom_amount: fee }
      ),
    receiveReturn: (orderId: string, returnId: string, back: Quantities) =>
      receiveReturn(admin, orderId, returnId, back),
    cancelReturn: (returnId: string) => cancelReturn(admin, returnId),
    createExchange: (orderId: string, exchange: { back: Quantities; out: Quantities }) =>
      createExchange(admin, store(), orderId, exchange),
    createClaim: (orderId: string, claim: { faulty: Quantities; replacement?: Quantities }) =>
      createClaim(admin, store(), orderId, claim),
    fulfill: (orderId: string, quantities?: Quantities) => fulfill(admin, store(), orderId, quantities),
    ship: (orderId: string, fulfillmentId: string, ...parcels: (Parcel | undefined)[]) =>
      ship(admin, orderId, fulfillmentId, ...parcels),
    cancelFulfillment: (orderId: string, fulfillmentId: string) => cancelFulfillment(admin, orderId, fulfillmentId),
    createDraftOrder: (items: Quantities) => createDraftOrder(admin, store(), items),
    convertDraftOrder: (draftOrderId: string) => convertDraftOrder(admin, draftOrderId),
  }
}
