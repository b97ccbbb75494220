import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { type Callback, callbackToken } from "../../src/purchase/callback-token"
import { type CallbackRelay, startCallbackRelay } from "../store/callback-relay"
import { type HttpError } from "../store/http"
import { callsOf } from "../store/klarna-calls"
import { type Bought, klarnaDesk } from "../store/klarna-desk"
import { runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"
import { livePaymentsOf } from "../store/merchant"
import { chunkOf, headOf, type RawClient, rawClient } from "../store/raw-client"
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
          "what no database takes",
          callbackToken(secret, "notification", "payses_1"),
          { order_id: "x\u0000", event_type: "FRAUD_RISK_ACCEPTED" },
          400,
        ],
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

    describe("A crowd at Klarna's address", () => {
      const addressOf = (callback: Callback) =>
        `/hooks/klarna/${callback}/${callbackToken(secret, callback, "payses_1")}`
      const notification = addressOf("notification")
      const says = (order_id: string, decision: string) => ({ order_id, event_type: `FRAUD_RISK_${decision}` })
      const many = <Answer>(knocks: () => Promise<Answer>) => Promise.all(Array.from({ length: 100 }, knocks))
      const rows = () => knex()("klarna_order")
      const clients: RawClient[] = []
      const client = () => {
        const opened = rawClient(shop.baseUrl())
        clients.push(opened)
        return opened
      }
      afterEach(() => clients.splice(0).forEach(({ hangUp }) => hangUp()))

      /** Bought and last read an hour ago. */
      async function boughtLongAgo(): Promise<Bought> {
        const order = await desk.buy()
        const hourAgo = new Date(Date.now() - 3600_000)
        await rows().where({ order_id: order.id }).update({ created_at: hourAgo, read_at: hourAgo })
        return order
      }

      /** However slow this machine is. */
      const lookedJustNow = ({ id }: Bought) =>
        rows()
          .where({ order_id: id })
          .update({ read_at: new Date(Date.now() + 3600_000) })

      it("that says without end what is not true costs one look now and one later, and hinders nobody", async () => {
        const [flooded, other] = [await boughtLongAgo(), await desk.buy()]
        const { operations } = await desk.side(flooded.id)
        const began = Date.now()
        const [forged, unknown, approved, lies] = await Promise.all([
          many(() => knock("/hooks/klarna/notification/payses_1.AAAA", says(flooded.klarnaId, "STOPPED"))),
          many(() => knock(notification, says("unknown", "STOPPED"))),
          many(() => knock(addressOf("authorization"), { authorization_token: "made up" })),
          many(() => knock(notification, says(flooded.klarnaId, "STOPPED"))),
          shop.editOrder(other.id, (edit) => edit.addItem("Mug")),
        ])
        await settled()
        expect(new Set(forged)).toEqual(new Set([404]))
        expect(new Set([...unknown, ...approved, ...lies])).toEqual(new Set([200]))
        const [edit, ...looks] = (await calls()).sort().reverse()
        expect([edit, looks[0]]).toEqual(["PATCH authorization", "GET order"])
        expect(looks.length).toBeLessThanOrEqual(1 + Math.floor((Date.now() - began) / 10_000))
        await desk.expectInStep(other, 190)

        await lookedJustNow(flooded)
        await klarna.clearRequests()
        await many(() => knock(notification, says(flooded.klarnaId, "REJECTED")))
        await settled()
        expect(await calls()).toEqual([])
        for (const _ of ["once", "and again"]) {
          await rows()
            .where("next_read_at", "<", new Date(Date.now() + 60_000))
            .update({ next_read_at: new Date(0) })
          await runReconcileJob(container())
        }
        expect(await calls()).toEqual(["GET order"])
        expect((await desk.side(flooded.id)).operations).toEqual(operations)
        await desk.expectInStep(flooded, 150)
      })

      it("that repeats what is known costs nothing", async () => {
        const order = await boughtLongAgo()
        await many(() => knock(notification, says(order.klarnaId, "ACCEPTED")))
        await settled()
        expect(await calls()).toEqual([])
      })

      it("does not drown a decision that comes right after a look", async () => {
        const order = await boughtLongAgo()
        await lookedJustNow(order)
        await klarna.fraud(order.klarnaId, "STOPPED")
        expect(await heard()).toContain(200)
        expect(await desk.attention(order.id)).toBeUndefined()
        await rows().update({ next_read_at: new Date(0) })
        await runReconcileJob(container())
        expect(await desk.attention(order.id)).toMatchObject({ code: "fraud_stopped" })
      })

      it("that is slow, silent or never done is sent away, while others are served", async () => {
        const order = await desk.buy()
        const [slow, silent, endless, stranger, hasty] = [client(), client(), client(), client(), client()]
        const half = Array.from({ length: 100 }, client)
        for (const each of half) each.send(`POST ${notification} HTTP/1.1\r\nhost: loc`)
        slow.send(headOf(notification, "content-length: 1000"))
        slow.goOn(" ")
        silent.send(headOf(notification, "content-length: 1000"))
        endless.send(headOf(notification, "transfer-encoding: chunked"))
        endless.goOn(chunkOf(" ".repeat(1000)))
        stranger.send(headOf("/hooks/klarna/notification/payses_1.AAAA", "content-length: 1000"))
        hasty.send(headOf(notification, "content-length: 1000"))
        hasty.hangUp()

        expect(await stranger.refused).toBe(404)
        expect(await knock(notification, says("unknown", "STOPPED"))).toBe(200)
        await shop.editOrder(order.id, (edit) => edit.addItem("Mug"))
        await desk.expectInStep(order, 190)
        expect(await Promise.all([slow.refused, silent.refused, endless.refused])).toEqual([408, 408, 413])
        expect(await calls()).toEqual(["PATCH authorization"])
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
