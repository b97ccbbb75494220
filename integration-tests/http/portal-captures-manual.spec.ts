import { klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"

klarnaStore(
  (shop) => {
    const { klarna, settled, capturePayment } = shop
    const desk = klarnaDesk(shop)

    describe("Where the merchant records what was captured in Klarna's portal", () => {
      it("it is told, and capturing the same amount in Medusa records it: nothing is captured twice", async () => {
        const order = await desk.buy()
        await klarna.portal(order.klarnaId, "capture", 5000)
        await desk.sync(order.id)
        await shop.admin.post(`/admin/klarna/orders/${order.id}/refresh`)
        expect(await desk.attention(order.id)).toMatchObject({
          code: "captured_elsewhere",
          message: expect.stringContaining("capture exactly the same in Medusa"),
          details: { in_medusa: 0, at_klarna: 5000 },
        })
        await capturePayment(order.id, { amount: 50 })
        await settled()
        expect(await desk.effects("POST captures")).toBe(0)
        expect((await desk.side(order.id)).klarna_order).toMatchObject({ captured_amount: 5000, attention_code: null })
      })

      it("another amount is another capture, and the difference stays told", async () => {
        const order = await desk.buy()
        await klarna.portal(order.klarnaId, "capture", 5000)
        await shop.admin.post(`/admin/klarna/orders/${order.id}/refresh`)
        await capturePayment(order.id, { amount: 30 })
        await settled()
        expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: 8000 })
        expect(await desk.attention(order.id)).toMatchObject({
          code: "captured_elsewhere",
          details: { in_medusa: 3000, at_klarna: 8000 },
        })
      })
    })
  },
  { options: { timeoutMs: 1000, retries: 0, adoptPortalCaptures: "manual" } }
)
