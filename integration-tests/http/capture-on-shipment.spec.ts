import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { CreateCapture } from "../../src/klarna/types"
import { bodiesOf } from "../store/klarna-calls"
import { type Bought, klarnaDesk } from "../store/klarna-desk"
import { runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"
import { loseEvents } from "../store/lose-events"

/** Two shirts of 100, a mug of 40 and shipping of 50. */
const goods = {
  items: [
    { product: "Shirt" as const, quantity: 2 },
    { product: "Mug" as const, quantity: 1 },
  ],
}

klarnaStore(
  (shop) => {
    const { klarna, container, settled } = shop
    const desk = klarnaDesk(shop)
    const stateOf = async ({ id }: Bought) => (await desk.side(id)).klarna_order
    const captures = async () => bodiesOf<CreateCapture>(await desk.requests(), "POST captures")

    async function ship({ id }: Bought, pieces?: Parameters<typeof shop.fulfill>[1]): Promise<void> {
      await shop.ship(id, await shop.fulfill(id, pieces))
      await settled()
    }

    /** As if two minutes were over: Klarna cannot be at it any more. */
    const klarnaIsDone = () =>
      container()
        .resolve(ContainerRegistrationKeys.PG_CONNECTION)
        .raw(
          "UPDATE klarna_operation SET sent_at = sent_at - interval '2 minutes', finished_at = finished_at - interval '2 minutes'"
        )

    async function job(): Promise<void> {
      await runReconcileJob(container())
      await settled()
    }

    /** Captured (major units) on both sides, with so many captures, and nobody has to do anything. */
    async function expectCaptured(order: Bought, amount: number, times: number): Promise<void> {
      await settled()
      expect(await desk.effects("POST captures")).toBe(times)
      expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: amount * 100 })
      expect((await shop.readOrder(order.id)).summary).toMatchObject({ paid_total: amount })
      expect(await stateOf(order)).toMatchObject({ captured_amount: amount * 100, attention_code: null })
    }

    describe("When goods leave, what they cost is captured", () => {
      it("all of it with one parcel, with the order's lines", async () => {
        const order = await desk.buy(goods)
        await ship(order)
        await expectCaptured(order, 290, 1)
        const [{ order_lines = [] }] = await captures()
        expect(order_lines.reduce((sum, { total_amount }) => sum + total_amount, 0)).toBe(29000)
        expect(await stateOf(order)).toMatchObject({ status: "CAPTURED", sync_state: "in_sync" })
      })

      it("parcel by parcel: shipping with the first, what remains with the last", async () => {
        const order = await desk.buy(goods)
        await ship(order, { Shirt: 1 })
        await expectCaptured(order, 150, 1)
        await ship(order, { Shirt: 1 })
        await expectCaptured(order, 250, 2)
        await ship(order, { Mug: 1 })
        await expectCaptured(order, 290, 3)
        expect((await captures()).map(({ captured_amount }) => captured_amount)).toEqual([15000, 10000, 4000])
        expect((await captures()).every(({ order_lines }) => order_lines?.length)).toBe(true)
      })

      it("and not before: packed goods are still here", async () => {
        const order = await desk.buy(goods)
        await shop.fulfill(order.id)
        await job()
        await expectCaptured(order, 0, 0)
      })

      it("once, however often it is looked at", async () => {
        const order = await desk.buy(goods)
        await ship(order, { Shirt: 1 })
        await Promise.allSettled([desk.sync(order.id), job(), desk.sync(order.id)])
        await job()
        await expectCaptured(order, 150, 1)
      })

      it("also when the event of the shipment was lost", async () => {
        const order = await desk.buy(goods)
        const fulfillment = await shop.fulfill(order.id)
        await loseEvents(container(), () => shop.ship(order.id, fulfillment))
        await desk.sync(order.id)
        await expectCaptured(order, 290, 1)
      })

      it("less what the merchant captured by hand before", async () => {
        const order = await desk.buy(goods)
        await shop.capturePayment(order.id, { amount: 290 })
        await settled()
        await ship(order)
        await expectCaptured(order, 290, 1)
      })

      it("and the rest when a part was captured by hand", async () => {
        const order = await desk.buy(goods)
        await shop.capturePayment(order.id, { amount: 40 })
        await settled()
        await ship(order)
        await expectCaptured(order, 290, 2)
      })

      it("after an edit: what was added goes along", async () => {
        const order = await desk.buy()
        await shop.editOrder(order.id, (edit) => edit.changeItem("Shirt", { quantity: 2 }))
        await settled()
        await ship(order)
        await expectCaptured(order, 250, 1)
      })

      it("and nothing of an order that was canceled", async () => {
        const order = await desk.buy(goods)
        const fulfillment = await shop.fulfill(order.id)
        await shop.cancelFulfillment(order.id, fulfillment)
        await shop.cancelOrder(order.id)
        await job()
        expect(await desk.effects("POST captures")).toBe(0)
      })

      it("when Klarna is down it is captured later, once", async () => {
        const order = await desk.buy(goods)
        await klarna.faults({ match: { method: "POST", path: "/captures" }, fault: "503", times: 100 })
        await ship(order)
        expect(await stateOf(order)).toMatchObject({ sync_state: "pending", attempts: 1 })
        await klarna.clearFaults()
        await klarnaIsDone()
        await desk.reconcile(order.id)
        await expectCaptured(order, 290, 1)
      })

      it("when Klarna's yes got lost it is found, and captured once", async () => {
        const order = await desk.buy(goods)
        await klarna.faults({ match: { method: "POST", path: "/captures" }, fault: "cut-after" })
        await ship(order, { Shirt: 1 })
        await desk.reconcile(order.id)
        await desk.reconcile(order.id)
        await expectCaptured(order, 150, 1)
      })

      it("when Klarna says no, the merchant reads what Klarna still guarantees, and the same is not asked again", async () => {
        const order = await desk.buy(goods)
        await klarna.faults({ match: { method: "POST", path: "/captures" }, fault: "403", times: 1 })
        await ship(order, { Shirt: 1 })
        expect(await desk.attention(order.id)).toMatchObject({
          code: "capture_refused",
          message: expect.stringContaining("it still guarantees 290.00 SEK"),
          details: { amount: 15000 },
          klarna: { code: "NOT_ALLOWED" },
        })
        await desk.sync(order.id)
        await job()
        expect(await captures()).toHaveLength(1)
        await shop.capturePayment(order.id, { amount: 150 })
        await expectCaptured(order, 150, 1)
      })
    })
  },
  { options: { timeoutMs: 1000, retries: 0, captureOnShipment: true, askFirst: { amounts: "never" } } }
)
