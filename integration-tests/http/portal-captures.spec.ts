import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { breakWrites } from "../store/broken-table"
import { type Bought, klarnaDesk } from "../store/klarna-desk"
import { runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"
import { livePaymentsOf } from "../store/merchant"

const twoShirts = { items: [{ product: "Shirt" as const, quantity: 2 }] }

klarnaStore(
  (shop) => {
    const { klarna, container, settled, capturePayment, readOrder } = shop
    const desk = klarnaDesk(shop)
    const knex = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const stateOf = async ({ id }: Bought) => (await desk.side(id)).klarna_order

    async function job(): Promise<void> {
      await runReconcileJob(container())
      await settled()
    }

    async function captureInPortal(order: Bought, amount?: number): Promise<void> {
      await klarna.portal(order.klarnaId, "capture", amount)
      await knex()("klarna_order")
        .where({ order_id: order.id })
        .update({ next_read_at: new Date(Date.now() - 1000) })
    }

    const medusas = async ({ id }: Bought) => {
      const order = await readOrder(id)
      const captures = livePaymentsOf(order).flatMap((payment) => payment.captures ?? [])
      // Medusa types the summary as any number it can hold; over HTTP it is plain ones.
      const { paid_total, pending_difference } = order.summary as unknown as Record<string, number>
      return { captures: captures.map(({ amount }) => Number(amount)).sort(), paid_total, pending_difference }
    }

    /** Both sides agree on what was captured (major units), Klarna was asked for none of it, and nobody has to do anything. */
    async function expectRecorded(order: Bought, captures: number[], made = 0): Promise<void> {
      await settled()
      const sum = captures.reduce((total, each) => total + each, 0)
      expect(await medusas(order)).toMatchObject({ captures, paid_total: sum })
      expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: sum * 100 })
      expect(await stateOf(order)).toMatchObject({
        captured_amount: sum * 100,
        attention_code: null,
        sync_state: "in_sync",
      })
      expect(await desk.effects("POST captures")).toBe(made)
    }

    describe("What was captured in Klarna's portal", () => {
      it("is recorded in Medusa when the order is read, once, and nothing is captured again", async () => {
        const order = await desk.buy(twoShirts)
        await captureInPortal(order)
        await job()
        expect(await desk.calls()).toEqual(["GET order"])
        await expectRecorded(order, [250])
        expect(await medusas(order)).toMatchObject({ pending_difference: 0 })
        await desk.sync(order.id)
        await job()
        await expectRecorded(order, [250])
        const [{ capture_id }] = (await klarna.order(order.klarnaId)).captures
        expect((await desk.side(order.id)).operations).toContainEqual(
          expect.objectContaining({ kind: "capture", trigger: "portal", result_id: capture_id, outcome: "accepted" })
        )
      })

      it("part by part is recorded part by part, and the merchant captures the rest", async () => {
        const order = await desk.buy(twoShirts)
        await captureInPortal(order, 6000)
        await captureInPortal(order, 4000)
        await job()
        await expectRecorded(order, [40, 60])
        await capturePayment(order.id, { amount: 150 })
        await expectRecorded(order, [150, 40, 60], 1)
      })

      it("is recorded beside what the merchant captured before", async () => {
        const order = await desk.buy(twoShirts)
        await capturePayment(order.id, { amount: 100 })
        await settled()
        await captureInPortal(order, 10000)
        await job()
        await expectRecorded(order, [100, 100], 1)
      })

      it("is recorded later when Klarna is down on that day", async () => {
        const order = await desk.buy(twoShirts)
        await captureInPortal(order)
        await klarna.faults({ fault: "503", times: 100 })
        await job()
        expect(await medusas(order)).toMatchObject({ captures: [] })
        await klarna.clearFaults()
        await desk.reconcile(order.id)
        await expectRecorded(order, [250])
      })

      it("is recorded once although Medusa fails in the middle of it", async () => {
        const order = await desk.buy(twoShirts)
        await captureInPortal(order, 10000)
        const mend = await breakWrites(container(), "order_transaction")
        await job()
        await mend()
        await knex()("capture").update({ created_at: new Date(Date.now() - 10 * 60_000) })
        await job()
        await desk.reconcile(order.id)
        await expectRecorded(order, [100])
      })

      it("and by the merchant in the same moment is recorded once, whoever is first", async () => {
        const order = await desk.buy(twoShirts)
        await captureInPortal(order, 10000)
        await Promise.allSettled([job(), desk.sync(order.id)])
        await job()
        await expectRecorded(order, [100])
      })

      it("can be given back from Medusa like any other capture", async () => {
        const order = await desk.buy(twoShirts)
        await captureInPortal(order)
        await job()
        await shop.refundPayment(order.id, { amount: 125 })
        await settled()
        expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: 25000, refunded_amount: 12500 })
        expect(await stateOf(order)).toMatchObject({ attention_code: null })
      })

      it("and given back there is recorded, and the refund is told: Medusa cannot record one by itself", async () => {
        const order = await desk.buy(twoShirts)
        await captureInPortal(order)
        await klarna.portal(order.klarnaId, "refund", 5000)
        await job()
        expect(await medusas(order)).toMatchObject({ captures: [250] })
        expect(await desk.attention(order.id)).toMatchObject({ code: "refunded_elsewhere", details: { amount: 5000 } })
      })

      it("stays with the merchant when the payment in Medusa is too small for it", async () => {
        const order = await desk.buy(twoShirts)
        await klarna.portal(order.klarnaId, "update-amount", 30000)
        await captureInPortal(order, 30000)
        await job()
        expect(await medusas(order)).toMatchObject({ captures: [] })
        expect(await desk.attention(order.id)).toMatchObject({
          code: "captured_elsewhere",
          details: { in_medusa: 0, at_klarna: 30000 },
        })
      })

      it("of a canceled order is not recorded: it is to be given back", async () => {
        const order = await desk.buy(twoShirts)
        await klarna.portal(order.klarnaId, "capture", 10000)
        await shop.cancelOrder(order.id)
        await settled()
        expect(await medusas(order)).toMatchObject({ captures: [] })
        expect(await desk.effects("POST captures")).toBe(0)
      })
    })
  },
  { options: { timeoutMs: 1000, retries: 0 } }
)
