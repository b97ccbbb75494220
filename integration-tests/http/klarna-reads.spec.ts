import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { type Bought, klarnaDesk } from "../store/klarna-desk"
import { runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"
import { loseEvents } from "../store/lose-events"

const HOUR_MS = 3600_000

klarnaStore(
  (shop) => {
    const { klarna, container, settled, capturePayment, refundPayment } = shop
    const desk = klarnaDesk(shop)
    const rows = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)("klarna_order")
    const stateOf = async ({ id }: Bought) => (await desk.side(id)).klarna_order

    async function job() {
      await runReconcileJob(container())
      await settled()
    }

    /** As if the day had come on which Klarna is to be looked at. */
    async function lookIsDue({ id }: Bought): Promise<void> {
      await rows()
        .where({ order_id: id })
        .update({ next_read_at: new Date(Date.now() - 1000) })
    }

    /** As if Klarna had been read so long before, and not since. */
    async function readAgo({ id }: Bought, ms: number): Promise<void> {
      await rows()
        .where({ order_id: id })
        .update({ read_at: new Date(Date.now() - ms) })
    }

    const nextLookOf = async ({ id }: Bought) => {
      const row = await rows().where({ order_id: id }).first("next_read_at", "read_at", "expires_at")
      return row as { next_read_at: Date | null; read_at: Date; expires_at: Date }
    }

    /** The look costs one read, and the next is no sooner than tomorrow. */
    async function expectOneLook(order: Bought): Promise<void> {
      await lookIsDue(order)
      await klarna.clearRequests()
      await job()
      await job()
      expect(await desk.calls()).toEqual(["GET order"])
      const { next_read_at } = await nextLookOf(order)
      if (next_read_at) expect(next_read_at.getTime()).toBeGreaterThan(Date.now() + 23 * HOUR_MS)
    }

    describe("Klarna tells nobody what is done in its portal, so an open order is looked at now and then", () => {
      it("a week after the last time: nothing happened, and nothing is told", async () => {
        const order = await desk.buy()
        const { next_read_at, read_at } = await nextLookOf(order)
        expect(next_read_at!.getTime() - read_at.getTime()).toBe(7 * 24 * HOUR_MS)
        await job()
        expect(await desk.calls()).toEqual([])
        await expectOneLook(order)
        await desk.expectInStep(order, 150)
      })

      it("and a cancel there is noticed", async () => {
        const order = await desk.buy()
        await klarna.portal(order.klarnaId, "cancel")
        await expectOneLook(order)
        expect(await desk.attention(order.id)).toMatchObject({ code: "not_covered", details: { status: "CANCELLED" } })
        expect(await nextLookOf(order)).toMatchObject({ next_read_at: null })
      })

      it("and a capture there is recorded", async () => {
        const order = await desk.buy()
        await klarna.portal(order.klarnaId, "capture")
        await expectOneLook(order)
        expect(await stateOf(order)).toMatchObject({ attention_code: null, status: "CAPTURED" })
        expect(await shop.readOrder(order.id)).toMatchObject({ payment_status: "captured" })
      })

      it("and when Klarna does not answer then, it is asked again on the usual schedule", async () => {
        const order = await desk.buy()
        await klarna.portal(order.klarnaId, "cancel")
        await lookIsDue(order)
        await klarna.faults({ fault: "503", times: 100 })
        await job()
        expect(await stateOf(order)).toMatchObject({ sync_state: "pending", attempts: 1, status: "AUTHORIZED" })
        await klarna.clearFaults()
        await desk.reconcile(order.id)
        expect(await desk.attention(order.id)).toMatchObject({ code: "not_covered" })
      })

      it("but not once it is over", async () => {
        const order = await desk.buy()
        await shop.cancelOrder(order.id)
        await settled()
        expect(await stateOf(order)).toMatchObject({ sync_state: "closed" })
        expect(await nextLookOf(order)).toMatchObject({ next_read_at: null })
      })
    })

    it("An authorisation that ran out is noticed when its time is over", async () => {
      const order = await desk.buy()
      await rows().update({ expires_at: new Date(Date.now() + 24 * HOUR_MS) })
      await desk.sync(order.id)
      const { next_read_at, expires_at } = await nextLookOf(order)
      expect(next_read_at!.getTime()).toBeGreaterThan(expires_at.getTime())
      expect(next_read_at!.getTime()).toBeLessThan(expires_at.getTime() + HOUR_MS)

      await klarna.portal(order.klarnaId, "expire")
      await expectOneLook(order)
      expect(await desk.attention(order.id)).toMatchObject({ code: "not_covered", details: { status: "EXPIRED" } })
      expect(await nextLookOf(order)).toMatchObject({ next_read_at: null })
    })

    describe("Goods are packed, and Klarna was last looked at hours ago", () => {
      async function old(): Promise<Bought> {
        const order = await desk.buy()
        await readAgo(order, 2 * HOUR_MS)
        return order
      }

      it("so it is looked at once, and all is well", async () => {
        const order = await old()
        const fulfillment = await shop.fulfill(order.id)
        expect(await desk.calls()).toEqual(["GET order"])
        await shop.ship(order.id, fulfillment)
        await job()
        expect(await desk.calls()).toEqual(["GET order"])
        await desk.expectInStep(order, 150)
      })

      it.each(["cancel", "expire"] as const)("and a %s in the portal says: do not ship [case 50]", async (action) => {
        const order = await old()
        await klarna.portal(order.klarnaId, action)
        await shop.fulfill(order.id)
        expect(await desk.calls()).toEqual(["GET order"])
        const status = { cancel: "CANCELLED", expire: "EXPIRED" }[action]
        expect(await desk.attention(order.id)).toMatchObject({
          code: "do_not_ship",
          message: expect.stringContaining("Do not ship: Klarna marked the order as"),
          details: { missing: 15000, status },
        })
      })

      it("and Klarna's stop because of fraud says so too", async () => {
        const order = await old()
        await klarna.fraud(order.klarnaId, "STOPPED")
        await shop.fulfill(order.id)
        await settled()
        expect(await desk.attention(order.id)).toMatchObject({
          code: "fraud_stopped",
          message: expect.stringContaining("do not ship"),
        })
      })

      it("and it is looked at by the job when the event was lost", async () => {
        const order = await old()
        await klarna.portal(order.klarnaId, "cancel")
        await loseEvents(container(), () => shop.fulfill(order.id))
        expect(await desk.calls()).toEqual([])
        await job()
        expect(await desk.calls()).toEqual(["GET order"])
        expect(await desk.attention(order.id)).toMatchObject({ code: "do_not_ship" })
      })

      it("and when Klarna is down it is asked again later", async () => {
        const order = await old()
        await klarna.portal(order.klarnaId, "cancel")
        await klarna.faults({ fault: "503", times: 100 })
        await shop.fulfill(order.id)
        await settled()
        expect(await stateOf(order)).toMatchObject({ sync_state: "pending" })
        await klarna.clearFaults()
        await desk.reconcile(order.id)
        expect(await desk.attention(order.id)).toMatchObject({ code: "do_not_ship" })
      })

      it("but shortly before nobody looks twice", async () => {
        const order = await desk.buy()
        await readAgo(order, HOUR_MS / 2)
        await shop.fulfill(order.id)
        expect(await desk.calls()).toEqual([])
      })
    })

    describe("Money that was given back in Klarna's portal", () => {
      async function refundedThere(): Promise<Bought> {
        const order = await desk.buy()
        await capturePayment(order.id)
        await settled()
        await klarna.portal(order.klarnaId, "refund", 5000)
        await expectOneLook(order)
        await klarna.clearRequests()
        return order
      }

      it("is said, and recorded in Medusa by refunding exactly that: nothing is paid twice", async () => {
        const order = await refundedThere()
        expect(await desk.attention(order.id)).toMatchObject({
          code: "refunded_elsewhere",
          message: expect.stringContaining("Refund exactly 50.00 SEK in Medusa"),
          details: { amount: 5000, in_medusa: 0, at_klarna: 5000 },
        })
        await refundPayment(order.id, { amount: 50 })
        await settled()
        expect(await desk.effects("POST refunds")).toBe(0)
        expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: 5000 })
        expect(await stateOf(order)).toMatchObject({ attention_code: null, refunded_amount: 5000 })
        await refundPayment(order.id, { amount: 50 })
        await settled()
        expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: 10000 })
        expect(await stateOf(order)).toMatchObject({ attention_code: null, refunded_amount: 10000 })
      })

      it("is another refund than one of another amount, which is paid", async () => {
        const order = await refundedThere()
        await refundPayment(order.id, { amount: 30 })
        await settled()
        expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: 8000 })
        expect(await desk.attention(order.id)).toMatchObject({ code: "refunded_elsewhere", details: { amount: 5000 } })
      })
    })
  },
  { options: { timeoutMs: 1000, retries: 0, askFirst: { amounts: "never", shippingAddress: false } } }
)
