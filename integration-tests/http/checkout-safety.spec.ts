import type { HttpTypes } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { completeCartWorkflow } from "@medusajs/medusa/core-flows"
import type { FaultName } from "../../src/simulator"
import { breakWrites } from "../store/broken-table"
import { markets, providers } from "../store/catalog"
import { callsOf } from "../store/klarna-calls"
import { klarnaDesk } from "../store/klarna-desk"
import { runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"
import { livePaymentsOf } from "../store/merchant"
import type { Checkout, Purchase } from "../store/place-order"

const PLACE = "POST payments/authorizations/:id/order"

/** A step of core's after the payment was authorised: the store's own hook, as an app may have one. */
let erp: "up" | "down" = "up"
/** What happens while it is at it. */
let meanwhile = async (): Promise<unknown> => undefined
// Core keeps this hook out of its types (medusa pull request 13243).
type Hooks = Record<string, (handler: () => Promise<void>) => void>
;(completeCartWorkflow.hooks as unknown as Hooks).orderCreated(async () => {
  await meanwhile()
  if (erp === "down") throw new Error("The ERP is down")
})

klarnaStore(
  (shop) => {
    const { klarna, admin, storefront, settled, container } = shop
    const desk = klarnaDesk(shop)

    beforeEach(() => {
      erp = "up"
      meanwhile = async () => undefined
    })

    const sql = (query: string, bindings: unknown[] = []) =>
      container()
        .resolve(ContainerRegistrationKeys.PG_CONNECTION)
        .raw(query, bindings as string[])

    async function approve(checkout: Checkout, approval: Parameters<typeof klarna.approve>[1] = {}): Promise<string> {
      const { authorization_token } = await klarna.approve(String(checkout.session.data.klarna_session_id), approval)
      await shop.authorize(checkout, { authorization_token })
      return authorization_token
    }

    /** A cart that only has to be completed. The request log is empty. */
    async function approvedCart(purchase?: Purchase, approval?: Parameters<typeof klarna.approve>[1]) {
      const checkout = await shop.choosePayment(await shop.fillCart(purchase))
      const token = await approve(checkout, approval)
      await klarna.clearRequests()
      return { ...checkout, token }
    }

    /** Completes the cart, and answers the sentence that the storefront shows when no order came out. */
    async function refusal(cartId: string): Promise<string> {
      const answer = await shop.complete(cartId).catch((error: Error) => ({ type: "error" as const, error }))
      await settled()
      if (answer.type === "order") throw new Error("The cart became an order")
      return answer.error.message
    }

    async function orderOf(cartId: string): Promise<HttpTypes.StoreOrder> {
      const answer = await shop.complete(cartId)
      await settled()
      if (answer.type !== "order") throw new Error(`The cart did not become an order: ${answer.error.message}`)
      return answer.order
    }

    const calls = async () => callsOf(await klarna.requests())
    const cancels = async () => (await calls()).filter((call) => call.includes("cancel"))

    /** One live Klarna order of 150.00, the order's own, and everything can be captured. */
    async function expectOneGoodOrder({ id, display_id }: HttpTypes.StoreOrder, amount = 15000): Promise<void> {
      const { klarna_order } = await desk.side(id)
      expect(klarna_order).toMatchObject({ sync_state: "in_sync", attention: null })
      expect((await klarna.orders()).filter(({ status }) => status !== "CANCELLED")).toMatchObject([
        {
          order_id: klarna_order.klarna_order_id,
          status: "AUTHORIZED",
          order_amount: amount,
          merchant_reference1: String(display_id),
          merchant_reference2: id,
        },
      ])
      expect(await shop.readOrder(id)).toMatchObject({ payment_status: "authorized" })
      await desk.expectCaptureTakesAll({ id, klarnaId: klarna_order.klarna_order_id })
    }

    describe("The cart changed after the buyer approved it", () => {
      const home = {
        given_name: "Alva",
        family_name: "Lind",
        street_address: "Sveavägen 46",
        postal_code: "111 34",
        city: "Stockholm",
        country: "SE",
      }

      it("asks for a new approval when the address differs, and takes it", async () => {
        const checkout = await approvedCart({}, { billing_address: home, shipping_address: home })
        const moved = { ...markets.se.buyer.address, address_1: "Kungsgatan 1" }
        await storefront.post(`/store/carts/${checkout.cartId}`, { shipping_address: moved })

        expect(await refusal(checkout.cartId)).toMatch(
          /Klarna placed no order: the cart changed after the buyer approved it .*\[shipping_address.street_address\].*Let the buyer authorise the payment again/
        )
        expect(await calls()).toEqual([PLACE])
        expect(await klarna.orders()).toEqual([])

        await approve(checkout, {
          billing_address: home,
          shipping_address: { ...home, street_address: "Kungsgatan 1" },
        })
        await expectOneGoodOrder(await orderOf(checkout.cartId))
      })

      it("asks for a new approval when the lines differ at the same amount, and takes it", async () => {
        const checkout = await approvedCart({ items: [{ product: "Shirt", quantity: 2 }] })
        await changeLinesOf(checkout.cartId)

        expect(await refusal(checkout.cartId)).toMatch(/the cart changed after the buyer approved it .*order_lines/)
        expect(await klarna.orders()).toEqual([])

        const again = await shop.choosePayment(checkout.cartId)
        await approve(again)
        await expectOneGoodOrder(await orderOf(checkout.cartId), 25000)
      })

      it("asks for a new approval when the amount differs", async () => {
        const checkout = await approvedCart()
        await storefront.post(`/store/carts/${checkout.cartId}/line-items`, {
          variant_id: shop.store.variants.Mug,
          quantity: 1,
        })
        await shop.authorize(await shop.choosePayment(checkout.cartId), { authorization_token: checkout.token })
        expect(await refusal(checkout.cartId)).toMatch(/the cart changed after the buyer approved it .*order_amount/)
        expect(await klarna.orders()).toEqual([])
      })

      /** An app's own code, in one go: two shirts of 100 become one of 200. */
      async function changeLinesOf(cartId: string): Promise<void> {
        const carts = container().resolve(Modules.CART)
        const cart = await carts.retrieveCart(cartId, { relations: ["items"] })
        await carts.updateLineItems(cart.items![0].id, { quantity: 1, unit_price: 200 })
      }
    })

    describe("An approval that is none", () => {
      it.each([
        ["unknown to Klarna", async () => "no-such-token"],
        [
          "older than an hour",
          async (token: string) => {
            await klarna.clock({ advance_seconds: 3601 })
            return token
          },
        ],
        [
          "withdrawn because the buyer said no after all",
          async (token: string) => {
            const [{ session_id }] = await klarna.sessions()
            await klarna.deny(session_id)
            return token
          },
        ],
      ])("places no order when it is %s [case 43]", async (_, tokenFrom) => {
        const checkout = await approvedCart()
        await shop.authorize(checkout, { authorization_token: await tokenFrom(checkout.token) })
        expect(await refusal(checkout.cartId)).toMatch(
          /Klarna placed no order: NOT_FOUND: Invalid authorization token.*Let the buyer authorise the payment again/
        )
        expect(await calls()).toEqual([PLACE])
        expect(await klarna.orders()).toEqual([])
      })

      it("places no order when Klarna's fraud check rejects it", async () => {
        const checkout = await approvedCart({}, { fraud_status: "REJECTED" })
        expect(await refusal(checkout.cartId)).toMatch(
          /Klarna placed no order: REJECTED.*choose another payment method/
        )
        expect(await klarna.orders()).toEqual([])
      })
    })

    describe("Klarna is down", () => {
      it.each<FaultName>(["500", "cut-before", "429", "401-html", "slow"])(
        "at the start (%s): the storefront hears so, and the next attempt works",
        async (fault) => {
          const cartId = await shop.fillCart()
          await klarna.faults({ fault, match: { path: "/sessions" }, delay_ms: 1600 })
          await expect(shop.choosePayment(cartId)).rejects.toMatchObject({
            status: 400,
            body: {
              message: expect.stringMatching(/the payment session: .*Try again, or choose another payment method/),
            },
          })
          const checkout = await shop.choosePayment(cartId)
          await approve(checkout)
          await expectOneGoodOrder(await orderOf(cartId))
        }
      )

      it.each<FaultName>(["cut-before", "cut-after", "500", "not-json", "slow", "429"])(
        "when the order is placed (%s): completing the cart again places one Klarna order",
        async (fault) => {
          const { cartId } = await approvedCart()
          await klarna.faults({ fault, match: { path: "/order" }, delay_ms: 1600 })
          expect(await refusal(cartId)).toMatch(
            /Klarna did not confirm the order: .*Complete the cart again: the approval is not spent twice/
          )

          const order = await orderOf(cartId)
          expect((await calls()).filter((call) => call === PLACE)).toHaveLength(2)
          expect(await klarna.orders()).toHaveLength(1)
          expect(await cancels()).toEqual([])
          await expectOneGoodOrder(order)
        }
      )
    })

    it("keeps the approval when the answer was lost and Klarna's edge turns the next attempt away", async () => {
      const { cartId } = await approvedCart()
      await klarna.faults({ match: { path: "/order" }, fault: "cut-after", then: "403-empty" })
      expect(await refusal(cartId)).toMatch(/Complete the cart again/)
      expect(await refusal(cartId)).toMatch(/HTTP_403.*Complete the cart again/)
      const order = await orderOf(cartId)
      expect(await klarna.orders()).toHaveLength(1)
      await expectOneGoodOrder(order)
    })

    describe("One approval buys once", () => {
      it("does not pay for a second cart [case 56]", async () => {
        const first = await approvedCart()
        const second = await shop.choosePayment(await shop.fillCart())
        await shop.authorize(second, { authorization_token: first.token })
        const order = await orderOf(first.cartId)
        await klarna.clearRequests()

        expect(await refusal(second.cartId)).toMatch(/this approval was used for another purchase/)
        expect(await calls()).toEqual([])
        expect(await klarna.orders()).toHaveLength(1)
        await expectOneGoodOrder(order)
      })

      it("places one order when the cart is completed several times at once [cases 15, 56]", async () => {
        const { cartId } = await approvedCart()
        const answers = await Promise.allSettled([1, 2, 3].map(() => shop.complete(cartId)))
        await settled()
        const order = await orderOf(cartId)
        const orders = answers.flatMap((answer) =>
          answer.status === "fulfilled" && answer.value.type === "order" ? [answer.value.order.id] : []
        )
        expect(new Set(orders)).toEqual(new Set([order.id]))
        expect((await calls()).filter((call) => call === PLACE)).toHaveLength(1)
        await expectOneGoodOrder(order)
      })
    })

    describe("The cart could not be completed after Klarna had placed its order", () => {
      async function failedCart() {
        const checkout = await approvedCart()
        erp = "down"
        expect(await refusal(checkout.cartId)).toBeTruthy()
        erp = "up"
        return checkout
      }

      it("leaves no live Klarna order", async () => {
        await failedCart()
        expect(await calls()).toEqual([PLACE, "POST cancel"])
        expect(await klarna.orders()).toMatchObject([{ status: "CANCELLED" }])
        expect((await admin.get<HttpTypes.AdminOrderListResponse>("/admin/orders")).orders).toEqual([])
      })

      it("leaves none either when the job came by while the store's own hook was still at it", async () => {
        meanwhile = () => runReconcileJob(container())
        await failedCart()
        expect(await klarna.orders()).toMatchObject([{ status: "CANCELLED" }])
        expect((await sql("SELECT * FROM klarna_order")).rows).toEqual([])
      })

      it("tries the cancel again when Klarna was down at that moment too", async () => {
        const checkout = await approvedCart()
        await klarna.faults({ fault: "500", match: { path: "/cancel" } })
        erp = "down"
        await refusal(checkout.cartId)
        expect(await klarna.orders()).toMatchObject([{ status: "AUTHORIZED" }])
        await fiveMinutesLater()
        expect(await klarna.orders()).toMatchObject([{ status: "CANCELLED" }])
      })

      it("flags the order when Medusa revives the cancelled payment for a buyer who tries again", async () => {
        const { cartId } = await failedCart()
        const { id } = await orderOf(cartId)
        const { klarna_order } = await desk.side(id)
        expect(klarna_order).toMatchObject({ status: "CANCELLED", sync_state: "needs_attention" })
        expect(klarna_order.attention).toMatchObject([
          {
            code: "not_covered",
            message:
              "Klarna marked it as cancelled before everything was captured: 150.00 SEK of 150.00 SEK is not covered. " +
              "Collect it with another payment before the goods leave, or cancel the order.",
          },
        ])
        expect(await cancels()).toHaveLength(1)
        expect(livePaymentsOf(await shop.readOrder(id))).toEqual([])
      })

      it("does not pay with the approval of the cancelled order", async () => {
        const checkout = await failedCart()
        await shop.authorize(checkout, { authorization_token: checkout.token })
        expect(await refusal(checkout.cartId)).toMatch(/this approval's order was cancelled/)
        expect(await klarna.orders()).toMatchObject([{ status: "CANCELLED" }])
      })

      it("takes a buyer who tries again after core lost its place in the middle of writing the payment down", async () => {
        const { cartId } = await approvedCart()
        const mend = await breakWrites(container(), "payment_collection", "UPDATE OF authorized_amount")
        expect(await refusal(cartId)).toMatch(/Payment authorization failed/)
        await mend()
        const { id } = await orderOf(cartId)
        expect((await calls()).filter((call) => call === PLACE)).toHaveLength(1)
        expect(await cancels()).toEqual([])
        const [{ order_id: klarnaId }] = await klarna.orders()
        expect((await desk.side(id)).klarna_order).toMatchObject({ klarna_order_id: klarnaId, sync_state: "in_sync" })
        await desk.expectCaptureTakesAll({ id, klarnaId })
      })

      it("is cancelled by the job when core never asked for a cancel and nobody came back", async () => {
        const { cartId } = await approvedCart()
        const mend = await breakWrites(container(), "payment_collection", "UPDATE OF authorized_amount")
        await refusal(cartId)
        await mend()
        await fiveMinutesLater()
        expect(await klarna.orders()).toMatchObject([{ status: "AUTHORIZED" }])

        await sql("UPDATE klarna_operation SET created_at = created_at - interval '2 hours'")
        await klarna.faults({ match: { path: "/cancel" }, fault: "503", times: 3 })
        await runReconcileJob(container())
        expect(await klarna.orders()).toMatchObject([{ status: "AUTHORIZED" }])
        await klarna.clearFaults()
        await fiveMinutesLater()
        expect(await klarna.orders()).toMatchObject([{ status: "CANCELLED" }])

        await klarna.clearRequests()
        await fiveMinutesLater()
        expect(await calls()).toEqual([])
      })

      it("finds an order whose first event was lost, and tells Klarna what it missed", async () => {
        const order = await desk.buy()
        await sql("DELETE FROM klarna_order")
        await sql("UPDATE klarna_operation SET followed_up_at = NULL")
        await klarna.clearRequests()
        await fiveMinutesLater()
        expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync" })
        expect(await cancels()).toEqual([])
        await klarna.clearRequests()
        await fiveMinutesLater()
        expect(await calls()).toEqual([])
      })

      it("takes a buyer who approves again", async () => {
        const { cartId } = await failedCart()
        await approve(await shop.choosePayment(cartId))
        await expectOneGoodOrder(await orderOf(cartId))
        expect(await cancels()).toHaveLength(1)
      })
    })

    describe("It cannot be told whether the purchase has an order", () => {
      /** Core cannot write the payment down, and asks for a cancel without saying of what. */
      async function undecidedCart() {
        const checkout = await approvedCart()
        const mend = await breakWrites(container(), "payment")
        expect(await refusal(checkout.cartId)).toBeTruthy()
        await mend()
        return checkout
      }

      it("cancels nothing at once, and leaves a row in the ledger", async () => {
        await undecidedCart()
        expect(await calls()).toEqual([PLACE])
        expect(await klarna.orders()).toMatchObject([{ status: "AUTHORIZED" }])
        expect(await cancelRows()).toMatchObject([{ outcome: null, sent_at: null, trigger: "provider:undecided" }])
      })

      it("cancels at Klarna when there is still no order after five minutes", async () => {
        await undecidedCart()
        await runReconcileJob(container())
        expect(await klarna.orders()).toMatchObject([{ status: "AUTHORIZED" }])

        await fiveMinutesLater()
        expect(await klarna.orders()).toMatchObject([{ status: "CANCELLED" }])
        expect(await cancelRows()).toMatchObject([{ outcome: "accepted" }])
        await fiveMinutesLater()
        expect(await cancels()).toHaveLength(1)
      })

      it("lets the buyer try again, and never cancels the order that comes of it", async () => {
        const { cartId } = await undecidedCart()
        const order = await orderOf(cartId)
        expect((await calls()).filter((call) => call === PLACE)).toHaveLength(1)
        await fiveMinutesLater()
        expect(await cancels()).toEqual([])
        expect(await cancelRows()).toMatchObject([{ outcome: "superseded" }])
        await expectOneGoodOrder(order)
      })

      it("never cancels an order that the plugin has not heard of yet", async () => {
        const { cartId } = await undecidedCart()
        await orderOf(cartId)
        await sql("DELETE FROM klarna_order")
        await sql("UPDATE klarna_operation SET outcome = NULL WHERE kind = 'cancel'")
        await fiveMinutesLater()
        expect(await cancels()).toEqual([])
        expect(await klarna.orders()).toMatchObject([{ status: "AUTHORIZED" }])
        expect(await cancelRows()).toMatchObject([{ outcome: "superseded" }])
      })

      const cancelRows = async () =>
        (await sql("SELECT * FROM klarna_operation WHERE kind = 'cancel' ORDER BY created_at")).rows
    })

    async function fiveMinutesLater(): Promise<void> {
      await sql("UPDATE klarna_operation SET created_at = created_at - interval '6 minutes'")
      await runReconcileJob(container())
      await settled()
    }

    describe("A browser that meddles", () => {
      it.each([providers.klarna, providers.manual])(
        "cannot touch a placed Klarna order by choosing %s once more [case 73]",
        async (provider) => {
          const { id, klarnaId } = await desk.buy()
          const [{ id: collectionId }] = (await shop.readOrder(id)).payment_collections
          await storefront
            .post(`/store/payment-collections/${collectionId}/payment-sessions`, { provider_id: provider })
            .catch(() => undefined)
          await settled()
          expect((await calls()).filter((call) => call !== "POST payments/sessions")).toEqual([])
          expect(await klarna.order(klarnaId)).toMatchObject({ status: "AUTHORIZED", order_amount: 15000 })
          await shop.updateOrder(id, { shipping_address: { address_1: "Kungsgatan 1" } })
          await settled()
          expect(await klarna.order(klarnaId)).toMatchObject({ shipping_address: { street_address: "Kungsgatan 1" } })
          await desk.expectCaptureTakesAll({ id, klarnaId })
        }
      )

      it("gains nothing by forging what only the server may write [case 85]", async () => {
        const victim = await desk.buy()
        const identity = { account_id: "default", environment: "playground", region: "eu" }
        const forged = {
          ...identity,
          klarna_order_id: victim.klarnaId,
          medusa_order_id: victim.id,
          klarna_session_id: "mine",
          client_token: "mine",
          klarna_settlement: { ...identity, klarna_order_id: victim.klarnaId, medusa_order_id: victim.id },
        }
        const { cartId, session } = await shop.choosePayment(await shop.fillCart(), providers.klarna, forged)
        expect(session.data).toMatchObject({ klarna_order_id: null, medusa_order_id: null })
        expect(session.data.klarna_session_id).not.toBe("mine")
        expect(session.data.client_token).not.toBe("mine")
        await klarna.clearRequests()

        expect(await refusal(cartId)).toMatch(/has not approved the payment/)
        await shop.authorize({ cartId, paymentCollectionId: "", session }, {}).catch(() => undefined)
        expect(await calls()).toEqual([])
        expect(await klarna.orders()).toMatchObject([{ order_id: victim.klarnaId, status: "AUTHORIZED" }])
      })

      it("gains nothing by forging it beside a token either", async () => {
        const victim = await desk.buy()
        const checkout = await shop.choosePayment(await shop.fillCart())
        const { session } = await shop.authorize(checkout, {
          authorization_token: "made up",
          klarna_order_id: victim.klarnaId,
          medusa_order_id: victim.id,
          account_id: "other",
        })
        expect(session.data).toMatchObject({ klarna_order_id: null, medusa_order_id: null, account_id: "default" })
        expect(await refusal(checkout.cartId)).toMatch(/Invalid authorization token/)
        expect(await klarna.orders()).toHaveLength(1)
      })
    })

    describe("Klarna still checks for fraud when the order is placed", () => {
      async function pendingOrder() {
        const { cartId } = await approvedCart({}, { fraud_status: "PENDING" })
        const { id } = await orderOf(cartId)
        const { klarna_order } = await desk.side(id)
        expect(klarna_order).toMatchObject({ sync_state: "pending", fraud_status: "PENDING" })
        expect(livePaymentsOf(await shop.readOrder(id))).toEqual([])
        await klarna.clearRequests()
        return { id, klarnaId: klarna_order.klarna_order_id }
      }

      it.each([
        ["by hand", (id: string) => desk.sync(id)],
        ["when it is due", (id: string) => desk.reconcile(id)],
      ])("makes the payment capturable once Klarna accepted, synchronised %s [case 42]", async (_, wakeUp) => {
        const { id, klarnaId } = await pendingOrder()
        await klarna.fraud(klarnaId, "ACCEPTED")
        await wakeUp(id)
        expect(await calls()).toEqual(["GET order"])
        expect(await shop.readOrder(id)).toMatchObject({ payment_status: "authorized" })
        await desk.expectCaptureTakesAll({ id, klarnaId })
      })

      it("goes on waiting while Klarna has not decided", async () => {
        const { id, klarnaId } = await pendingOrder()
        await desk.reconcile(id)
        expect(await calls()).toEqual(["GET order"])
        expect((await desk.side(id)).klarna_order).toMatchObject({ sync_state: "pending" })
        expect((await desk.side(id)).klarna_order.next_attempt_at).toBeTruthy()
        expect(await klarna.order(klarnaId)).toMatchObject({ status: "AUTHORIZED" })
      })
    })
  },
  { options: { timeoutMs: 1000, retries: 0 } }
)
