import type { PaidOrder } from "../../integration-tests/processes/copy-orders"
import type { ShopProcess } from "../house"

/** What can happen to an order, and the fewest calls with which Klarna can hear of it. */
export interface Change {
  name: string
  minimum: number
  why?: string
  prepare?: (shop: ShopProcess, order: PaidOrder) => Promise<unknown>
  make: (shop: ShopProcess, order: PaidOrder) => Promise<unknown>
}

const ship = async ({ merchant }: ShopProcess, id: string) =>
  merchant.ship(id, await merchant.fulfill(id), { tracking_number: "SE123" })

/** Each on an order of its own: a Shirt and two Mugs, 230 with shipping. */
export const changes: Change[] = [
  {
    name: "edit: a piece less",
    minimum: 1,
    make: ({ merchant }, { id }) => merchant.editOrder(id, (edit) => edit.changeItem("Mug", { quantity: 1 })),
  },
  {
    name: "edit: a piece more (asked first)",
    minimum: 1,
    make: ({ merchant }, { id }) => merchant.editOrder(id, (edit) => edit.changeItem("Mug", { quantity: 3 })),
  },
  {
    name: "edit: other prices, the same total",
    minimum: 1,
    make: ({ merchant }, { id }) =>
      merchant.editOrder(id, async (edit) => {
        await edit.changeItem("Mug", { unitPrice: 50 })
        await edit.changeItem("Shirt", { unitPrice: 80 })
      }),
  },
  { name: "edit: nothing in it", minimum: 0, make: ({ merchant }, { id }) => merchant.editOrder(id) },
  { name: "credit line", minimum: 1, make: ({ merchant }, { id }) => merchant.addCreditLine(id, 20) },
  {
    name: "delivery address (asked first)",
    minimum: 1,
    make: ({ merchant }, { id }) => merchant.updateOrder(id, { shipping_address: { address_1: "Storgatan 1" } }),
  },
  {
    name: "delivery address and email together",
    minimum: 1,
    make: ({ merchant }, { id }) =>
      merchant.updateOrder(id, { email: "other@example.com", shipping_address: { address_1: "Storgatan 2" } }),
  },
  {
    name: "billing address",
    minimum: 1,
    make: ({ merchant }, { id }) => merchant.updateOrder(id, { billing_address: { address_1: "Storgatan 3" } }),
  },
  {
    name: "metadata only",
    minimum: 0,
    make: ({ merchant }, { id }) => merchant.updateOrder(id, { metadata: { shelf: "4" } }),
  },
  {
    name: "a reference by hand",
    minimum: 1,
    make: ({ admin }, { id }) => admin.post(`/admin/klarna/orders/${id}/references`, { merchant_reference2: "B-7" }),
  },
  {
    name: "capture",
    minimum: 1,
    make: ({ merchant }, { id }) => merchant.capturePayment(id),
  },
  {
    name: "refund",
    minimum: 1,
    prepare: ({ merchant }, { id }) => merchant.capturePayment(id),
    make: ({ merchant }, { id }) => merchant.refundPayment(id, { amount: 40 }),
  },
  { name: "goods packed", minimum: 0, make: ({ merchant }, { id }) => merchant.fulfill(id) },
  { name: "goods shipped, with tracking", minimum: 1, make: (shop, { id }) => ship(shop, id) },
  {
    name: "return requested",
    minimum: 0,
    prepare: ({ merchant }, { id }) => merchant.fulfill(id),
    make: ({ merchant }, { id }) => merchant.requestReturn(id, { Mug: 1 }),
  },
  {
    name: "return requested and received",
    minimum: 1,
    prepare: ({ merchant }, { id }) => merchant.fulfill(id),
    make: async ({ merchant }, { id }) =>
      merchant.receiveReturn(id, await merchant.requestReturn(id, { Mug: 1 }), { Mug: 1 }),
  },
  {
    name: "exchange",
    minimum: 1,
    prepare: ({ merchant }, { id }) => merchant.fulfill(id),
    make: ({ merchant }, { id }) => merchant.createExchange(id, { back: { Mug: 1 }, out: { Shirt: 1 } }),
  },
  {
    name: "claim with a replacement",
    minimum: 1,
    prepare: ({ merchant }, { id }) => merchant.fulfill(id),
    make: ({ merchant }, { id }) => merchant.createClaim(id, { faulty: { Mug: 1 }, replacement: { Mug: 1 } }),
  },
  { name: "cancel", minimum: 1, make: ({ merchant }, { id }) => merchant.cancelOrder(id) },
  {
    name: "synchronise now, nothing changed",
    minimum: 0,
    make: ({ admin }, { id }) => admin.post(`/admin/klarna/orders/${id}/sync`),
  },
]
