import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { callbackToken } from "../../src/purchase/callback-token"
import { type CallbackRelay, startCallbackRelay } from "../store/callback-relay"
import { type HttpError } from "../store/http"
import { callsOf } from "../store/klarna-calls"
import { type Bought, klarnaDesk } from "../store/klarna-desk"
import { runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"
import { livePaymentsOf } from "../store/merchant"
import { waitFor } from "../store/wait-for"

const secret = "a secret of a shop, long enough to be one"
let relay: CallbackRelay

klarnaStore(
  (shop) => {
    const { klarna, storefront, settled, container } = shop
    const desk = klarnaDesk(shop)

    beforeEach(() => relay.to(shop.baseUrl()))
    afterAll(() => relay.close())

    const knex = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const calls = async () => callsOf(await klarna.requests())
    const heard = async () => {
      await waitFor(async () => (await klarna.callbacks()).every(({ status, error }) => status ?? error), {
        what: "the answers to Klarna's calls",
      })
      await settled()
      return (await klarna.callbacks()).map(({ status }) => status)
    }
    const knock = (path: string, body: unknown) =>
      storefront.post(path, body as object).then(
        () => 200,
        (error: HttpError) => error.status
      )

    describe("Klarna decides about fraud", () => {
      async function pending(): Promise<Bought> {
        const checkout = await shop.choosePayment(await shop.fillCart())
        const { authorization_token } = await klarna.approve(String(checkout.session.data.klarna_session_id), {
          fraud_status: "PENDING",
        })
        await shop.authorize(checkout, { authorization_token })
        const answer = await shop.complete(checkout.cartId)
        if (answer.type !== "order") throw new Error(answer.error.message)
        await settled()
        const { klarna_order } = await desk.side(answer.order.id)
        await klarna.clearRequests()
        return { id: answer.order.id, klarnaId: klarna_order.klarna_order_id }
      }

      it("accepts: the payment can be captured at once, without waiting for the job [case 42]", async () => {
        const order = await pending()
        expect(livePaymentsOf(await shop.readOrder(order.id))).toEqual([])
        await klarna.fraud(order.klarnaId, "ACCEPTED")
        expect(await heard()).toContain(200)
        await waitFor(async () => (await desk.side(order.id)).klarna_order.sync_state === "in_sync", {
          what: "the sync",
        })
        expect(await calls()).toEqual(["GET order"])
        await desk.expectCaptureTakesAll(order)
      })

      it("rejects: the merchant reads not to ship [case 65]", async () => {
        const order = await pending()
        await klarna.fraud(order.klarnaId, "REJECTED")
        await heard()
        await waitFor(async () => (await desk.attention(order.id))?.code === "fraud_rejected", { what: "attention" })
        expect(await desk.attention(order.id)).toMatchObject({ message: expect.stringMatching(/do not ship/) })
      })

      it("stops an order that was accepted long ago", async () => {
        const order = await desk.buy()
        await klarna.fraud(order.klarnaId, "STOPPED")
        await heard()
        await waitFor(async () => (await desk.attention(order.id))?.code === "fraud_stopped", { what: "attention" })
      })

      it("tells it twice: the second time changes nothing", async () => {
        const order = await pending()
        await klarna.fraud(order.klarnaId, "ACCEPTED")
        await klarna.fraud(order.klarnaId, "ACCEPTED")
        await heard()
        await waitFor(async () => (await desk.side(order.id)).klarna_order.sync_state === "in_sync", {
          what: "the sync",
        })
        await settled()
        expect(livePaymentsOf(await shop.readOrder(order.id))).toHaveLength(1)
        expect((await calls()).every((call) => call === "GET order")).toBe(true)
      })

      it("is not believed when Klarna itself says something else", async () => {
        const order = await pending()
        const token = callbackToken(secret, "notification", "payses_any")
        const lie = { order_id: order.klarnaId, event_type: "FRAUD_RISK_ACCEPTED" }
        expect(await knock(`/hooks/klarna/notification/${token}`, lie)).toBe(200)
        await waitFor(async () => (await calls()).length > 0, { what: "the look at Klarna" })
        await settled()
        expect((await desk.side(order.id)).klarna_order).toMatchObject({
          fraud_status: "PENDING",
          sync_state: "pending",
        })
        expect(livePaymentsOf(await shop.readOrder(order.id))).toEqual([])
      })

      it("while Klarna then does not answer: the look is made when it does", async () => {
        const order = await pending()
        await klarna.faults({ match: { path: "/orders" }, fault: "503", times: 9 })
        await klarna.fraud(order.klarnaId, "ACCEPTED")
        expect(await heard()).toContain(200)
        await klarna.clearFaults()
        await desk.reconcile(order.id)
        expect((await desk.side(order.id)).klarna_order).toMatchObject({
          fraud_status: "ACCEPTED",
          sync_state: "in_sync",
        })
      })
    })

    describe("A buyer who approved and closed the browser", () => {
      /** @returns the cart whose buyer is gone. */
      async function gone(): Promise<{ cartId: string; token: string }> {
        const checkout = await shop.choosePayment(await shop.fillCart())
        const { authorization_token } = await klarna.approve(String(checkout.session.data.klarna_session_id))
        expect(await heard()).toEqual([200])
        return { cartId: checkout.cartId, token: authorization_token }
      }
      const minutesPass = (minutes: number) =>
        knex().raw(
          `UPDATE payment_session SET data = jsonb_set(data, '{approved_at}',
             to_jsonb(CAST(data->>'approved_at' AS timestamptz) - make_interval(mins => ?))) WHERE data->>'approved_at' IS NOT NULL`,
          [minutes]
        )
      const orderOf = async (cartId: string) => {
        const answer = await shop.complete(cartId)
        await settled()
        if (answer.type !== "order") throw new Error(answer.error.message)
        return answer.order
      }

      it("gets the order two minutes later, with everything in step", async () => {
        const { cartId } = await gone()
        await runReconcileJob(container())
        expect(await klarna.orders()).toEqual([])
        await minutesPass(3)
        await runReconcileJob(container())
        await settled()
        expect(await klarna.orders()).toHaveLength(1)
        const { id } = await orderOf(cartId)
        expect(await klarna.orders()).toHaveLength(1)
        expect((await desk.side(id)).klarna_order).toMatchObject({ sync_state: "in_sync", order_amount: 15000 })
        expect(await shop.readOrder(id)).toMatchObject({ payment_status: "authorized" })
      })

      it("and comes back after all: there is one order [case 72]", async () => {
        const { cartId, token } = await gone()
        await minutesPass(3)
        const checkout = {
          cartId,
          paymentCollectionId: await collectionOf(cartId),
          session: { provider_id: "pp_klarna_klarna" },
        }
        const browser = async () => {
          await shop.authorize(checkout as never, { authorization_token: token })
          return shop.complete(cartId)
        }
        await Promise.allSettled([browser(), runReconcileJob(container())])
        const { id } = await orderOf(cartId)
        expect((await klarna.orders()).filter(({ status }) => status !== "CANCELLED")).toHaveLength(1)
        expect((await desk.side(id)).klarna_order).toMatchObject({ sync_state: "in_sync" })
        expect(await knex()("order_cart").where({ cart_id: cartId }).whereNull("deleted_at")).toHaveLength(1)
      })

      it("is tried again when Klarna did not answer, for as long as the approval is worth something", async () => {
        await gone()
        await minutesPass(3)
        await klarna.faults({ match: { path: "/order" }, fault: "503", times: 9 })
        await runReconcileJob(container())
        expect(await klarna.orders()).toEqual([])
        await klarna.clearFaults()
        await runReconcileJob(container())
        await settled()
        expect(await klarna.orders()).toHaveLength(1)
      })

      it("is given up after an hour", async () => {
        await gone()
        await minutesPass(61)
        await klarna.clearRequests()
        await runReconcileJob(container())
        expect(await calls()).toEqual([])
      })
    })

    it("A merchant sees where Klarna calls, and never the secret", async () => {
      const answer = await shop.admin.get<{ settings?: unknown; urls: { name: string; url: string | null }[] }>(
        "/admin/klarna/settings"
      )
      expect(answer.urls).toContainEqual({ name: "notification", url: `${relay.url}/hooks/klarna/notification/…` })
      expect(JSON.stringify(answer)).not.toContain(secret)
    })

    describe("Somebody else who knows the address", () => {
      it.each([
        ["a made up proof", "payses_1.AAAA", { order_id: "x", event_type: "FRAUD_RISK_ACCEPTED" }, 404],
        ["no proof", "payses_1", { order_id: "x", event_type: "FRAUD_RISK_ACCEPTED" }, 404],
        [
          "the address of another callback",
          callbackToken(secret, "authorization", "payses_1"),
          { order_id: "x", event_type: "FRAUD_RISK_ACCEPTED" },
          404,
        ],
        [
          "an order that nobody knows",
          callbackToken(secret, "notification", "payses_1"),
          { order_id: "x", event_type: "FRAUD_RISK_ACCEPTED" },
          200,
        ],
        [
          "an event that nobody knows",
          callbackToken(secret, "notification", "payses_1"),
          { order_id: "x", event_type: "SOMETHING_NEW" },
          200,
        ],
        ["nothing in it", callbackToken(secret, "notification", "payses_1"), {}, 400],
        [
          "far too much in it",
          callbackToken(secret, "notification", "payses_1"),
          { order_id: "x".repeat(20_000) },
          413,
        ],
      ])("reaches nothing with %s", async (_, token, body, status) => {
        await klarna.clearRequests()
        expect(await knock(`/hooks/klarna/notification/${token}`, body)).toBe(status)
        await settled()
        expect(await calls()).toEqual([])
      })
    })

    async function collectionOf(cart_id: string): Promise<string> {
      const link = await knex()("cart_payment_collection").where({ cart_id }).whereNull("deleted_at").first()
      return link.payment_collection_id
    }
  },
  {
    options: async () => {
      relay = await startCallbackRelay()
      return { timeoutMs: 2000, deadlineMs: 4000, retries: 0, callbacks: { backendUrl: relay.url, secret } }
    },
  }
)
