import type { Followed } from "../demo/agreement"
import type { Shop } from "../demo/shop"

export type StoryName = keyof typeof stories

/** What a story is played with: a paid order, or a cart whose buyer has approved and only has to complete it. */
export interface Cast {
  id: string
  klarnaId: string
  collectionId: string
  cartId: string
  token: string
}

export interface Story {
  begins:
    "with an order" | "with a captured order" | "with an approved cart" | "with an order that Klarna is undecided about"
  /** What a person did before. */
  before?: (shop: Shop, cast: Cast) => Promise<unknown>
  /** What a person does. May never be answered, because the process dies meanwhile. */
  act: (shop: Shop, cast: Cast) => Promise<unknown>
  /** What that person does when the shop is back: nothing unless said. */
  again?: (shop: Shop, cast: Cast) => Promise<unknown>
  /** How often each kind of write changes something at Klarna from the story's begin to its end. */
  effects: Record<string, number>
  /** Where both sides are not meant to be simply in step. */
  ends?: Omit<Followed, "id">
}

/** Klarna tells nobody of it: the merchant has the order read. */
const lookAtKlarna = ({ admin }: Shop, { id }: Cast) => admin.post(`/admin/klarna/orders/${id}/refresh`)

const extend: Story["act"] = ({ admin }, { id }) => admin.post(`/admin/klarna/orders/${id}/extend`)

const createOrder = "POST payments/authorizations/:id/order"

/** More Mugs than the two that were bought: an increase, about which Klarna is asked first. */
const raise: Pick<Story, "before" | "act"> = {
  before: async ({ merchant }, { id }) => (await merchant.beginEdit(id)).changeItem("Mug", { quantity: 3 }),
  act: ({ admin }, { id }) => admin.post(`/admin/order-edits/${id}/confirm`),
}

const move: Story["act"] = ({ merchant }, { id }) =>
  merchant.updateOrder(id, { shipping_address: { address_1: "Götgatan 7" } })

export const stories = {
  "an edit": {
    begins: "with an order",
    act: ({ merchant }, { id }) => merchant.editOrder(id, (edit) => edit.changeItem("Mug", { quantity: 1 })),
    effects: { "PATCH authorization": 1 },
  },
  "a new billing address": {
    begins: "with an order",
    act: ({ merchant }, { id }) => merchant.updateOrder(id, { billing_address: { address_1: "Götgatan 7" } }),
    effects: { "PATCH customer-details": 1 },
  },
  "an increase of which Klarna has not heard": { begins: "with an order", ...raise, effects: {} },
  /** Raised, and put back: Medusa never committed it. */
  "an increase that Klarna has granted": {
    begins: "with an order",
    ...raise,
    effects: { "PATCH authorization": 2 },
  },
  "a new address of which Klarna has not heard": { begins: "with an order", act: move, effects: {} },
  "a new address that Klarna has granted": {
    begins: "with an order",
    act: move,
    effects: { "PATCH customer-details": 2 },
  },
  "a goodwill discount": {
    begins: "with an order",
    act: ({ merchant }, { id }) => merchant.addCreditLine(id, 20),
    effects: { "PATCH authorization": 1 },
  },
  "a parcel": {
    begins: "with an order",
    before: ({ merchant }, { id }) => merchant.fulfill(id),
    act: async ({ merchant }, { id }) => {
      const { fulfillments = [] } = await merchant.readOrder(id)
      await merchant.ship(id, fulfillments[0].id, { tracking_number: `SE-${id}` })
    },
    effects: { "POST shipping-info": 1 },
  },
  "an extension of which Klarna has not heard": { begins: "with an order", act: extend, effects: {} },
  "an extension that Klarna has granted": {
    begins: "with an order",
    // On the day of the purchase it would move nothing.
    before: ({ klarna }) => klarna.clock({ advance_seconds: 24 * 3600 }),
    act: extend,
    effects: { "POST extend-authorization-time": 1 },
  },
  "a fraud decision": {
    begins: "with an order that Klarna is undecided about",
    act: async (shop, cast) => {
      await shop.klarna.fraud(cast.klarnaId, "ACCEPTED")
      await lookAtKlarna(shop, cast)
    },
    effects: {},
  },
  "a capture in Klarna's portal": {
    begins: "with an order",
    act: async (shop, cast) => {
      await shop.klarna.portal(cast.klarnaId, "capture")
      await lookAtKlarna(shop, cast)
    },
    effects: {},
  },
  "an expiry": {
    begins: "with an order",
    act: async (shop, cast) => {
      await shop.klarna.portal(cast.klarnaId, "expire")
      await lookAtKlarna(shop, cast)
    },
    effects: {},
    ends: { attention: "not_covered" },
  },
  "a cancel": {
    begins: "with an order",
    act: ({ merchant }, { id }) => merchant.cancelOrder(id),
    effects: { "POST cancel": 1 },
  },
  "a capture": {
    begins: "with an order",
    act: ({ merchant }, { id }) => merchant.capturePayment(id),
    effects: { "POST captures": 1 },
  },
  "a refund": {
    begins: "with a captured order",
    act: ({ merchant }, { id }) => merchant.refundPayment(id, { amount: 50 }),
    effects: { "POST refunds": 1 },
  },
  "a purchase": {
    begins: "with an approved cart",
    act: ({ shopper }, { cartId }) => shopper.complete(cartId),
    effects: { [createOrder]: 1, "POST acknowledge": 1 },
  },
  "a purchase that the buyer completes again": {
    begins: "with an approved cart",
    act: ({ shopper }, { cartId }) => shopper.complete(cartId),
    again: ({ shopper }, { cartId }) => shopper.complete(cartId),
    effects: { [createOrder]: 1, "POST acknowledge": 1 },
  },
} satisfies Record<string, Story>
