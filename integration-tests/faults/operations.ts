import {
  beginOrderEditOrderWorkflow,
  confirmOrderEditRequestWorkflow,
  orderEditAddNewItemWorkflow,
  orderEditUpdateItemQuantityWorkflow,
  updateOrderWorkflow,
} from "@medusajs/medusa/core-flows"
import { markets } from "../store/catalog"
import { klarnaSideOf, runReconcileJob } from "../store/klarna-side"
import type { KlarnaStoreUnderTest } from "../store/klarna-store"
import { lineOf } from "../store/merchant"
import type { Purchase } from "../store/place-order"
import { boughtOrders } from "./bought-orders"
import { breakCompletion } from "./broken-completion"
import type { Operation, OperationName, Subject } from "./operation"
import { knexOf } from "./passing-time"

/**
 * How each operation comes about in a store. Edits and addresses by workflow, as another plugin would: over HTTP the merchant may be
 * asked to wait for Klarna first, and here the sync is what has to send them.
 */
export function operationsOf(
  shop: KlarnaStoreUnderTest,
  trialsOf: (name: OperationName) => number
): Record<OperationName, Operation> {
  const { klarna, store, container, settled, readOrder } = shop
  const twoShirts = { items: [{ product: "Shirt" as const, quantity: 2 }] }

  /** An order in step with Klarna, for one trial after the other of an operation. */
  function bought(name: OperationName, purchase?: Purchase): () => Promise<Subject> {
    const next = boughtOrders(shop, trialsOf(name))
    return async () => {
      const { id, klarnaId } = await next(purchase)
      return { cartId: "", orderId: id, klarnaId }
    }
  }

  function captured(name: OperationName, amount: number): () => Promise<Subject> {
    const next = bought(name)
    return async () => {
      const subject = await next()
      await shop.capturePayment(subject.orderId!, { amount })
      await settled()
      return subject
    }
  }

  async function filled(): Promise<Subject> {
    return { cartId: await shop.fillCart() }
  }

  /** A cart that only has to be completed. */
  async function approved(): Promise<Subject> {
    const subject = await filled()
    await approve(subject)
    return subject
  }

  async function approve({ cartId }: Subject, outcome?: Parameters<typeof klarna.approve>[1]): Promise<void> {
    const checkout = await shop.choosePayment(cartId)
    const { authorization_token } = await klarna.approve(String(checkout.session.data.klarna_session_id), outcome)
    await shop.authorize(checkout, { authorization_token })
  }

  /** An order whose payment waits for Klarna's fraud check. */
  async function undecided(): Promise<Subject> {
    const subject = await filled()
    await approve(subject, { fraud_status: "PENDING" })
    await complete(subject)
    await settled()
    const { klarna_order_id } = (await klarnaSideOf(shop.admin, subject.orderId!)).klarna_order
    return { ...subject, klarnaId: klarna_order_id }
  }

  /** Klarna tells nobody of what happens there: the plugin has to look. */
  async function happensAtKlarna({ orderId }: Subject, what: () => Promise<unknown>): Promise<void> {
    await what()
    await knexOf(container())("klarna_order")
      .where({ order_id: orderId })
      .update({ next_read_at: new Date(0) })
    await runReconcileJob(container())
  }

  /** The storefront's call; what it would show to the buyer is thrown. */
  async function complete(subject: Subject): Promise<void> {
    const answer = await shop.complete(subject.cartId)
    if (answer.type !== "order") throw new Error(answer.error.message)
    subject.orderId = answer.order.id
  }

  /** Where the plugin says so, the buyer approves again first. */
  async function completeAgain(subject: Subject): Promise<void> {
    await complete(subject).catch(async (error: Error) => {
      if (!error.message.includes("authorise the payment again")) throw error
      await approve(subject)
      await complete(subject)
    })
  }

  async function edit(id: string, change: () => Promise<unknown>): Promise<void> {
    await beginOrderEditOrderWorkflow(container()).run({ input: { order_id: id } })
    await change()
    await confirmOrderEditRequestWorkflow(container()).run({ input: { order_id: id } })
  }

  const addMug = ({ orderId: id }: Subject) =>
    edit(id!, () =>
      orderEditAddNewItemWorkflow(container()).run({
        input: { order_id: id!, items: [{ variant_id: store.variants.Mug, quantity: 1 }] },
      })
    )

  const oneShirtLess = ({ orderId: id }: Subject) =>
    edit(id!, async () => {
      const shirts = lineOf(await readOrder(id!), "Shirt")
      await orderEditUpdateItemQuantityWorkflow(container()).run({
        input: { order_id: id!, items: [{ id: shirts.id, quantity: shirts.quantity - 1 }] },
      })
    })

  const update = (change: object) => async (subject: Subject) => {
    await updateOrderWorkflow(container()).run({ input: { id: subject.orderId!, user_id: "faults", ...change } })
  }

  const moved = { ...markets.se.buyer.address, address_1: "Kungsgatan 1", city: "Göteborg", postal_code: "411 19" }
  const cancel = async ({ orderId }: Subject) => void (await shop.cancelOrder(orderId!))
  const ship = async ({ orderId }: Subject) =>
    shop.ship(orderId!, await shop.fulfill(orderId!), { tracking_number: `SE-${orderId}` })
  const capture = ({ orderId }: Subject) => shop.capturePayment(orderId!, { amount: 50 })
  const expire = (subject: Subject) => happensAtKlarna(subject, () => klarna.portal(subject.klarnaId!, "expire"))
  const refund = ({ orderId }: Subject) => shop.refundPayment(orderId!, { amount: 20 })
  const extend = async ({ orderId }: Subject) => void (await shop.admin.post(`/admin/klarna/orders/${orderId}/extend`))
  const giveBack = async ({ orderId }: Subject) =>
    void (await shop.admin.post(`/admin/klarna/orders/${orderId}/refund-missing`))

  return {
    "payment session": {
      call: "POST payments/sessions",
      match: { method: "POST", path: "/payments/v1/sessions" },
      prepare: filled,
      cause: async (subject) => {
        await approve(subject)
        await complete(subject)
      },
      repeat: async (subject) => {
        await approve(subject)
        await complete(subject)
      },
    },
    "create order": {
      call: "POST payments/authorizations/:id/order",
      match: { method: "POST", path: "/payments/v1/authorizations/" },
      prepare: approved,
      cause: complete,
      repeat: completeAgain,
    },
    read: {
      call: "GET order",
      match: { method: "GET", path: "/ordermanagement/v1/orders/" },
      prepare: approved,
      cause: complete,
    },
    acknowledge: {
      call: "POST acknowledge",
      match: { path: "/acknowledge" },
      force: ["acknowledge"],
      prepare: approved,
      cause: complete,
    },
    "amount up": {
      call: "PATCH authorization",
      match: { path: "/authorization" },
      reasons: ["increase_refused"],
      force: ["authorization"],
      prepare: bought("amount up"),
      cause: addMug,
    },
    "amount down": {
      call: "PATCH authorization",
      match: { path: "/authorization" },
      reasons: ["amount_refused"],
      force: ["authorization"],
      prepare: bought("amount down", twoShirts),
      cause: oneShirtLess,
    },
    "shipping address": {
      call: "PATCH customer-details",
      match: { path: "/customer-details" },
      reasons: ["address_refused"],
      force: ["shipping_address"],
      prepare: bought("shipping address"),
      cause: update({ shipping_address: moved }),
    },
    "billing address": {
      call: "PATCH customer-details",
      match: { path: "/customer-details" },
      reasons: ["billing_address_refused"],
      force: ["billing_address"],
      prepare: bought("billing address"),
      cause: update({ billing_address: moved }),
    },
    references: {
      call: "PATCH merchant-references",
      match: { path: "/merchant-references" },
      reasons: ["references_refused"],
      force: ["references"],
      prepare: bought("references"),
      cause: update({ metadata: { reference: "PO-4711" } }),
    },
    tracking: {
      call: "POST shipping-info",
      match: { path: "/shipping-info" },
      reasons: ["shipping_info_refused"],
      force: ["shipping_info"],
      prepare: bought("tracking"),
      cause: ship,
    },
    extension: {
      call: "POST extend-authorization-time",
      match: { path: "/extend-authorization-time" },
      prepare: bought("extension"),
      cause: extend,
      repeat: extend,
    },
    cancel: {
      call: "POST cancel",
      match: { path: "/cancel" },
      reasons: ["cancel_refused"],
      force: ["cancel"],
      prepare: bought("cancel"),
      cause: cancel,
    },
    release: {
      call: "POST release-remaining-authorization",
      match: { path: "/release-remaining-authorization" },
      reasons: ["release_refused"],
      force: ["release"],
      prepare: captured("release", 50),
      cause: cancel,
    },
    capture: {
      call: "POST captures",
      match: { method: "POST", path: "/captures" },
      reasons: ["captured_elsewhere"],
      // A part, so that a second capture of the same amount would not be refused by Klarna.
      prepare: bought("capture"),
      cause: capture,
      repeat: capture,
    },
    refund: {
      call: "POST refunds",
      match: { method: "POST", path: "/refunds" },
      prepare: captured("refund", 150),
      cause: refund,
      repeat: refund,
    },
    "refund of a cancel": {
      call: "POST refunds",
      match: { method: "POST", path: "/refunds" },
      reasons: ["refund_missing"],
      prepare: captured("refund of a cancel", 150),
      // Core says nothing of a refund that failed; the order page does, with a button of its own.
      cause: cancel,
      help: giveBack,
    },
    "abandoned purchase": {
      call: "POST cancel",
      match: { path: "/cancel" },
      isAbandoned: true,
      prepare: approved,
      cause: async (subject) => {
        const mend = breakCompletion()
        await complete(subject).catch(() => undefined)
        mend()
      },
    },
    "fraud decision": {
      call: "GET order",
      match: { method: "GET", path: "/ordermanagement/v1/orders/" },
      prepare: undecided,
      cause: (subject) => happensAtKlarna(subject, () => klarna.fraud(subject.klarnaId!, "ACCEPTED")),
    },
    "capture in the portal": {
      call: "GET order",
      match: { method: "GET", path: "/ordermanagement/v1/orders/" },
      prepare: bought("capture in the portal"),
      cause: (subject) => happensAtKlarna(subject, () => klarna.portal(subject.klarnaId!, "capture", 5000)),
      isUnheardOf: true,
    },
    expiry: {
      call: "GET order",
      match: { method: "GET", path: "/ordermanagement/v1/orders/" },
      reasons: ["not_covered"],
      prepare: bought("expiry"),
      cause: expire,
      isUnheardOf: true,
      // Nothing brings the money back; what the message advises ends it.
      help: cancel,
    },
  }
}
