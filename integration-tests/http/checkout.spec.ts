import type { HttpTypes } from "@medusajs/framework/types"
import { completeCartWorkflow, createPaymentSessionsWorkflow } from "@medusajs/medusa/core-flows"
import { markets, promotions, providers } from "../store/catalog"
import { bodiesOf, callsOf, inOrder } from "../store/klarna-calls"
import { klarnaSideOf } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"
import { livePaymentsOf } from "../store/merchant"

const SESSION = "POST payments/sessions"
const PLACE = "POST payments/authorizations/:id/order"

klarnaStore(({ klarna, admin, storefront, settled, placeOrder, ...shop }) => {
  const twoThings = { items: [{ product: "Shirt" as const, quantity: 2 }, { product: "Mug" as const }] }

  /** The Swedish buyer's address in Klarna's words. */
  const home = {
    given_name: "Alva",
    family_name: "Lind",
    street_address: "Sveavägen 46",
    postal_code: "111 34",
    city: "Stockholm",
    country: "SE",
    phone: "+46701740615",
    email: "alva@example.com",
  }

  /** The purchase as Klarna has it, and the order as Medusa has it. */
  async function bought(purchase: Parameters<typeof placeOrder>[0] = {}) {
    const { id } = await placeOrder(purchase)
    await settled()
    const { klarna_order, operations } = await klarnaSideOf(admin, id)
    const placed = await klarna.order(klarna_order.klarna_order_id)
    return { order: await shop.readOrder(id), klarna_order, operations, placed }
  }

  describe("An order that is paid with Klarna", () => {
    it("reaches Klarna with its lines, addresses and references, and is acknowledged and in sync after one read [case 71]", async () => {
      const { order, klarna_order, operations, placed } = await bought(twoThings)

      expect(callsOf(await klarna.requests())).toEqual([SESSION, PLACE, "GET order", "POST acknowledge"])
      expect(placed).toMatchObject({
        status: "AUTHORIZED",
        acknowledged: true,
        order_amount: 29000,
        purchase_country: "SE",
        purchase_currency: "SEK",
        locale: "sv-SE",
        merchant_reference1: String(order.display_id),
        merchant_reference2: order.id,
      })
      expect(inOrder(placed.order_lines)).toMatchObject([
        { type: "physical", reference: "MUG", quantity: 1, unit_price: 4000, total_amount: 4000, tax_rate: 2500 },
        { type: "physical", reference: "SHIRT", quantity: 2, unit_price: 10000, total_amount: 20000, tax_rate: 2500 },
        { type: "shipping_fee", name: "Standard", quantity: 1, unit_price: 5000, total_amount: 5000, tax_rate: 2500 },
      ])
      expect(placed.billing_address).toEqual(home)
      expect(placed.shipping_address).toEqual(home)
      expect(klarna_order).toMatchObject({
        sync_state: "in_sync",
        status: "AUTHORIZED",
        order_amount: 29000,
        attention: null,
        account_id: "default",
      })
      expect(operations.map(({ kind, outcome }) => [kind, outcome])).toEqual([
        ["acknowledge", "accepted"],
        ["create_order", "accepted"],
      ])
      expect(order.payment_status).toBe("authorized")
      expect(livePaymentsOf(order)).toMatchObject([{ amount: 290, data: { medusa_order_id: order.id } }])
    })

    it("is not told anything twice when the merchant synchronises it again", async () => {
      const { order } = await bought()
      await klarna.clearRequests()
      expect(await admin.post(`/admin/klarna/orders/${order.id}/sync`)).toMatchObject({ sync: { result: "in_sync" } })
      expect(await klarna.requests()).toEqual([])
    })

    it("is captured in full, and nothing stays to be paid", async () => {
      const { order, placed } = await bought(twoThings)
      await shop.capturePayment(order.id)
      await settled()
      expect(await klarna.order(placed.order_id)).toMatchObject({ status: "CAPTURED", captured_amount: 29000 })
      expect(await shop.readOrder(order.id)).toMatchObject({
        payment_status: "captured",
        summary: { pending_difference: 0 },
      })
    })

    it("is sold in Germany in euro [case 61]", async () => {
      const { placed, klarna_order } = await bought({ country: "de", items: [{ product: "Shirt", quantity: 3 }] })
      expect(placed).toMatchObject({
        order_amount: 6490,
        purchase_country: "DE",
        purchase_currency: "EUR",
        locale: "de-DE",
        order_lines: [
          {
            reference: "SHIRT",
            quantity: 3,
            unit_price: 2000,
            tax_rate: 1900,
            total_amount: 6000,
            total_tax_amount: 958,
          },
          { type: "shipping_fee", name: "DHL", unit_price: 490, total_amount: 490, total_tax_amount: 78 },
        ],
        shipping_address: { given_name: "Mara", street_address: "Chausseestraße 117", country: "DE" },
      })
      expect(klarna_order.sync_state).toBe("in_sync")
    })

    it("is sold in the United States with one line of sales tax", async () => {
      const { placed, klarna_order, order } = await bought({
        country: "us",
        items: [{ product: "Shirt", quantity: 3 }],
      })
      // 3 x 20 + 7.50 and 8.25 % of it; Medusa does not round its 5.56875.
      expect(placed).toMatchObject({
        order_amount: 7307,
        purchase_country: "US",
        purchase_currency: "USD",
        order_lines: [
          { reference: "SHIRT", quantity: 3, unit_price: 2000, total_amount: 6000 },
          { type: "shipping_fee", name: "UPS", unit_price: 750, total_amount: 750 },
          { type: "sales_tax", quantity: 1, unit_price: 557, total_amount: 557 },
        ],
        shipping_address: { region: "NY", country: "US" },
      })
      expect(placed.order_lines!.filter(({ tax_rate, total_tax_amount }) => tax_rate || total_tax_amount)).toEqual([])
      expect(klarna_order.sync_state).toBe("in_sync")
      await shop.capturePayment(order.id)
      await settled()
      expect(await klarna.order(placed.order_id)).toMatchObject({ status: "CAPTURED", captured_amount: 7307 })
    })

    it.each([
      ["a reduced product", { items: [{ product: "Scarf" as const }] }, 22000],
      ["a code of ten percent", { ...twoThings, promoCodes: [promotions.percent] }, 26600],
      ["a code of a fixed amount", { ...twoThings, promoCodes: [promotions.fixed] }, 26500],
      [
        "a price that does not divide, reduced twice",
        { items: [{ product: "Poster" as const, quantity: 3 }, { product: "Scarf" as const }], promoCodes: ["TENOFF"] },
        undefined,
      ],
    ])("carries %s, and its lines sum to the amount", async (_, purchase, amount) => {
      const { placed, order, klarna_order } = await bought(purchase)
      const expected = amount ?? Math.round(order.total * 100)
      expect(placed.order_amount).toBe(expected)
      expect(sum(placed.order_lines!.map(({ total_amount }) => total_amount))).toBe(expected)
      const discounts = sum(placed.order_lines!.map((line) => line.total_discount_amount ?? 0))
      expect(Math.abs(discounts - Math.round(order.discount_total * 100))).toBeLessThanOrEqual(2)
      expect(discounts).toBeGreaterThan(0)
      expect(klarna_order.sync_state).toBe("in_sync")
    })

    it("is delivered to somebody else than the one who pays", async () => {
      const { placed } = await bought({
        shippingAddress: { first_name: "Ebba", address_1: "Kungsgatan 1", address_2: "2 tr", company: "Norr AB" },
        billingAddress: { first_name: "Alva", address_1: "Sveavägen 46", address_2: "", company: "" },
      })
      expect(placed.shipping_address).toMatchObject({
        given_name: "Ebba",
        street_address: "Kungsgatan 1",
        street_address2: "2 tr",
        organization_name: "Norr AB",
      })
      expect(placed.billing_address).toMatchObject({ given_name: "Alva", street_address: "Sveavägen 46" })
      expect(placed.billing_address).not.toHaveProperty("street_address2")
    })
  })

  describe("An app that creates the payment session and completes the cart in its own code", () => {
    /** Without a request of the storefront there is no cart at hand: the provider knows an amount, and nothing else. */
    async function boughtInTheBack() {
      const cartId = await shop.fillCart(twoThings)
      const { payment_collection } = await storefront.post<HttpTypes.StorePaymentCollectionResponse>(
        "/store/payment-collections",
        { cart_id: cartId }
      )
      const session = { payment_collection_id: payment_collection.id, provider_id: providers.klarna }
      const { result } = await createPaymentSessionsWorkflow(shop.container()).run({ input: session })
      const buyer = { billing_address: home, shipping_address: home }
      const token = await klarna.approve(String(result.data!.klarna_session_id), buyer)
      await createPaymentSessionsWorkflow(shop.container()).run({ input: { ...session, data: { ...token } } })
      const { result: order } = await completeCartWorkflow(shop.container()).run({ input: { id: cartId } })
      return order
    }

    it("buys with one line for the amount, which the first sync replaces by the real ones", async () => {
      const { id } = await boughtInTheBack()
      await settled()
      const requests = await klarna.requests()
      expect(bodiesOf(requests, PLACE)).toMatchObject([
        { order_amount: 29000, order_lines: [{ name: "Order", quantity: 1, total_amount: 29000 }] },
      ])
      expect(callsOf(requests)).toEqual([SESSION, PLACE, "GET order", "POST acknowledge", "PATCH authorization"])
      const { klarna_order } = await klarnaSideOf(admin, id)
      expect(klarna_order).toMatchObject({ sync_state: "in_sync", attention: null })
      const told = await klarna.order(klarna_order.klarna_order_id)
      expect(inOrder(told.order_lines)).toMatchObject([
        { reference: "MUG" },
        { reference: "SHIRT" },
        { type: "shipping_fee" },
      ])
      expect(told).toMatchObject({
        order_amount: 29000,
        shipping_address: { street_address: "Sveavägen 46" },
        merchant_reference2: id,
      })
    })
  })

  describe("What a storefront can rely on", () => {
    it("gets what Klarna's widget needs from a new payment session", async () => {
      const { session } = await shop.choosePayment(await shop.fillCart())
      const [known] = await klarna.sessions()
      expect(session.data).toMatchObject({
        client_token: known.client_token,
        klarna_session_id: known.session_id,
        payment_method_categories: [{ identifier: "klarna", name: "Pay with Klarna" }],
      })
      expect(bodiesOf(await klarna.requests(), SESSION)).toMatchObject([{ order_amount: 15000, intent: "buy" }])
    })

    it("hands over the token by creating the session again, which opens no second Klarna session", async () => {
      const checkout = await shop.choosePayment(await shop.fillCart())
      const { authorization_token } = await klarna.approve(String(checkout.session.data.klarna_session_id))
      await klarna.clearRequests()
      const { session } = await shop.authorize(checkout, { authorization_token })
      expect(session.data).toMatchObject({ authorization_token })
      expect(await klarna.requests()).toEqual([])
      expect(await klarna.sessions()).toHaveLength(1)
    })

    it("hears what to do when it completes the cart before the buyer approved [case 85]", async () => {
      const { cartId } = await shop.choosePayment(await shop.fillCart())
      await klarna.clearRequests()
      const answer = await shop.complete(cartId)
      expect(answer).toMatchObject({ type: "cart" })
      expect(messageOf(answer)).toMatch(
        /has not approved the payment with Klarna yet.*create the payment session again with data\.authorization_token, then complete the cart/
      )
      expect(await klarna.requests()).toEqual([])
      expect(await klarna.orders()).toEqual([])
    })

    it.each([
      ["a number", 7],
      ["an object", { a: 1 }],
      ["nothing", ""],
    ])("is told so when the token it sends is %s", async (_, authorization_token) => {
      const checkout = await shop.choosePayment(await shop.fillCart())
      const completed = await shop
        .authorize(checkout, { authorization_token })
        .then(() => shop.complete(checkout.cartId))
        .catch((error) => ({ error: error as Error }))
      expect(messageOf(completed)).toMatch(/authorization_token/)
      expect(await klarna.orders()).toEqual([])
    })

    it("never finds the buyer's personal data in a payment session", async () => {
      const checkout = await shop.choosePayment(await shop.fillCart())
      const { authorization_token } = await klarna.approve(String(checkout.session.data.klarna_session_id))
      const authorized = await shop.authorize(checkout, { authorization_token })
      const { cart } = await storefront.get<HttpTypes.StoreCartResponse>(
        `/store/carts/${checkout.cartId}?fields=*payment_collection.payment_sessions`
      )
      const { order } = (await shop.complete(checkout.cartId)) as { order: HttpTypes.StoreOrder }
      await settled()
      const stored = (await shop.readOrder(order.id)).payment_collections
      const payments = [checkout.session.data, authorized.session.data, cart.payment_collection, stored]
      expect(stored).toHaveLength(1)
      expect(personalDataIn(payments)).toEqual([])
    })

    it("may open the session before the buyer typed an address, where the region tells the country", async () => {
      const { cart } = await storefront.post<HttpTypes.StoreCartResponse>("/store/carts", {
        region_id: shop.store.regions.us,
        items: [{ variant_id: shop.store.variants.Shirt, quantity: 1 }],
      })
      const { session } = await shop.choosePayment(cart.id)
      expect(session.data.klarna_session_id).toBeTruthy()
      expect(bodiesOf(await klarna.requests(), SESSION)).toMatchObject([{ purchase_country: "US" }])
    })
  })

  function personalDataIn(value: unknown): string[] {
    const { email, address } = markets.se.buyer
    const text = JSON.stringify(value)
    return [
      email,
      address.first_name,
      address.last_name,
      address.address_1,
      address.postal_code,
      address.phone!,
    ].filter((one) => text.includes(one))
  }
})

const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)

const messageOf = (answer: object) => (answer as { error?: { message: string } }).error?.message ?? ""
