import type { CreateCapture } from "../../src/klarna/types"
import { bodiesOf } from "../store/klarna-calls"
import { type Bought, klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"

klarnaStore(
  (shop) => {
    const { klarna, admin, settled } = shop
    const desk = klarnaDesk(shop)
    const capturesMade = async () => bodiesOf<CreateCapture>(await desk.requests(), "POST captures")

    async function captureRemaining({ id }: Bought) {
      const answer = await admin.post(`/admin/klarna/orders/${id}/capture-remaining`)
      await settled()
      return answer
    }

    const paid = async ({ id }: Bought) =>
      (await shop.readOrder(id)).summary as unknown as { paid_total: number; pending_difference: number }

    describe("Capture what remains", () => {
      it("takes what Klarna guarantees now, without lines, and both sides record it", async () => {
        const order = await desk.buy()
        expect(await captureRemaining(order)).toMatchObject({
          klarna_order: { status: "CAPTURED", captured_amount: 15000, attention_code: null },
          sync: { writes: [{ kind: "capture", outcome: "accepted" }] },
        })
        const [capture, ...others] = await capturesMade()
        expect([capture.captured_amount, capture.order_lines, others]).toEqual([15000, undefined, []])
        expect(await paid(order)).toMatchObject({ paid_total: 150, pending_difference: 0 })
      })

      it("takes what is left after a part, also after one that was captured in Klarna's portal", async () => {
        const order = await desk.buy()
        await klarna.portal(order.klarnaId, "capture", 5000)
        await captureRemaining(order)
        expect((await capturesMade()).map(({ captured_amount }) => captured_amount)).toEqual([10000])
        expect(await paid(order)).toMatchObject({ paid_total: 150 })
      })

      it("takes less where another system lowered the order at Klarna, and says what is not covered [case 39]", async () => {
        const order = await desk.buy()
        await klarna.portal(order.klarnaId, "update-amount", 12000)
        await captureRemaining(order)
        expect((await capturesMade()).map(({ captured_amount }) => captured_amount)).toEqual([12000])
        expect(await paid(order)).toMatchObject({ paid_total: 120 })
        expect(await desk.attention(order.id)).toMatchObject({ code: "not_covered", details: { missing: 3000 } })
      })

      it("takes no more than the order in Medusa says where another system raised it at Klarna", async () => {
        const order = await desk.buy()
        await klarna.portal(order.klarnaId, "update-amount", 20000)
        await captureRemaining(order)
        expect((await capturesMade()).map(({ captured_amount }) => captured_amount)).toEqual([15000])
        expect(await paid(order)).toMatchObject({ paid_total: 150, pending_difference: 0 })
      })

      it("happens once when two merchants press at once", async () => {
        const order = await desk.buy()
        await Promise.allSettled([captureRemaining(order), captureRemaining(order)])
        expect(await desk.effects("POST captures")).toBe(1)
        expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: 15000 })
        expect(await paid(order)).toMatchObject({ paid_total: 150 })
      })

      it("is refused in Klarna's words, and nothing is recorded", async () => {
        const order = await desk.buy()
        await klarna.faults({ match: { method: "POST", path: "/captures" }, fault: "403" })
        await expect(captureRemaining(order)).rejects.toMatchObject({
          status: 400,
          body: { message: expect.stringMatching(/Klarna refused the capture: NOT_ALLOWED/) },
        })
        expect(await paid(order)).toMatchObject({ paid_total: 0 })
      })

      it("says so when Klarna is down, and a lost answer is no second capture", async () => {
        const order = await desk.buy()
        await klarna.faults({ match: { method: "GET" }, fault: "503" })
        await expect(captureRemaining(order)).rejects.toMatchObject({ status: 400 })
        await klarna.clearFaults()
        await klarna.faults({ match: { method: "POST", path: "/captures" }, fault: "cut-after" })
        await captureRemaining(order).catch(() => undefined)
        await captureRemaining(order).catch(() => undefined)
        await desk.sync(order.id)
        expect(await desk.effects("POST captures")).toBe(1)
        expect(await paid(order)).toMatchObject({ paid_total: 150 })
      })

      it("cannot be done when Klarna has ended the order, and says that", async () => {
        const order = await desk.buy()
        await klarna.portal(order.klarnaId, "cancel")
        await expect(captureRemaining(order)).rejects.toMatchObject({
          status: 400,
          body: { message: expect.stringContaining("Nothing was captured") },
        })
        expect(await capturesMade()).toEqual([])
      })
    })
  },
  { options: { timeoutMs: 1000, retries: 0 } }
)
