import type { HttpTypes } from "@medusajs/framework/types"
import type { CreateCapture } from "../../src/klarna/types"
import { providers } from "../store/catalog"
import { bodiesOf } from "../store/klarna-calls"
import { klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"

const shirtAndMug = { items: [{ product: "Shirt" as const }, { product: "Mug" as const }] }
type WithLines = Pick<CreateCapture, "order_lines">
const THREE_DAYS = 3 * 24 * 60 * 60

klarnaStore((shop) => {
  const { klarna, admin, settled, readOrder, editOrder, capturePayment, refundPayment } = shop
  const desk = klarnaDesk(shop)

  const linesAtKlarna = async (klarnaId: string) =>
    (await klarna.order(klarnaId)).order_lines.map(({ name, total_amount, tax_rate }) => [name, total_amount, tax_rate])

  describe("An order stays what was sold, whatever becomes of the shop", () => {
    it("when a product of it is deleted: it is edited, captured and refunded as before [case 14]", async () => {
      const order = await desk.buy(shirtAndMug)
      const { items } = await readOrder(order.id)
      const { product_id } = items.find(({ product_title }) => product_title === "Shirt")!
      await admin.delete(`/admin/products/${product_id}`)
      await editOrder(order.id, (edit) => edit.changeItem("Mug", { quantity: 2 }))
      expect(await desk.calls()).toEqual(["PATCH authorization"])
      await desk.expectInStep(order, 230)
      expect(await linesAtKlarna(order.klarnaId)).toContainEqual(["Shirt - One size", 10000, 2500])

      await desk.expectCaptureTakesAll(order)
      await refundPayment(order.id)
      const requests = await desk.requests()
      const moved = ["POST captures", "POST refunds"].flatMap((call) => bodiesOf<WithLines>(requests, call))
      expect(moved.map(({ order_lines }) => order_lines?.some(({ reference }) => reference === "SHIRT"))).toEqual([
        true,
        true,
      ])
    })

    it("when the tax changes: nothing is told or given back anew, and what is added later has the new one [cases 32, 40, 66]", async () => {
      const order = await desk.buy()
      const { tax_rates } = await admin.get<HttpTypes.AdminTaxRateListResponse>("/admin/tax-rates")
      const { id } = tax_rates.find(({ code }) => code === "se25")!
      await admin.post(`/admin/tax-rates/${id}`, { rate: 12 })
      await desk.sync(order.id)
      expect(await desk.calls()).toEqual([])
      await editOrder(order.id, (edit) => edit.addItem("Mug"))
      await desk.expectInStep(order, 190)
      expect(await linesAtKlarna(order.klarnaId)).toEqual(
        expect.arrayContaining([
          ["Shirt - One size", 10000, 2500],
          ["Mug - One size", 4000, 1200],
          ["Standard", 5000, 2500],
        ])
      )
      await desk.expectCaptureTakesAll(order)
      await refundPayment(order.id)
      const [{ order_lines }] = bodiesOf<WithLines>(await desk.requests(), "POST refunds")
      expect(order_lines?.map(({ reference, tax_rate }) => [reference, tax_rate])).toEqual(
        expect.arrayContaining([
          ["SHIRT", 2500],
          ["MUG", 1200],
        ])
      )
    })

    it("when the shop sells with Klarna no more: it is edited, captured and refunded all the same [case 52]", async () => {
      const order = await desk.buy()
      await admin.post(`/admin/regions/${shop.store.regions.se}`, { payment_providers: [providers.manual] })
      await editOrder(order.id, (edit) => edit.addItem("Mug"))
      await desk.expectInStep(order, 190)
      await desk.expectCaptureTakesAll(order)
      await refundPayment(order.id)
      expect(await desk.effects("POST refunds")).toBe(1)
      expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: 19000 })
    })

    it("when Klarna's session of the purchase has ended long ago [case 20]", async () => {
      const order = await desk.buy()
      await klarna.clock({ advance_seconds: THREE_DAYS })
      await editOrder(order.id, (edit) => edit.addItem("Mug"))
      await desk.expectInStep(order, 190)
      await desk.expectCaptureTakesAll(order)
    })
  })

  describe("The plugin never writes into an order", () => {
    it("however often it is compared: items, deliveries and credits are as they were [case 9]", async () => {
      const order = await desk.buy(shirtAndMug)
      await editOrder(order.id, (edit) => edit.addItem("Poster", { quantity: 3 }))
      await settled()
      const lines = async () => {
        const { items, shipping_methods, credit_lines, total } = await readOrder(order.id)
        return { items, shipping_methods, credit_lines, total }
      }
      const before = await lines()
      await klarna.portal(order.klarnaId, "update-amount", 99900)
      await admin.post(`/admin/klarna/orders/${order.id}/refresh`)
      await desk.sync(order.id)
      await desk.sync(order.id, ["authorization"])
      await desk.reconcile(order.id)
      expect(before.items).toHaveLength(3)
      expect(await lines()).toEqual(before)
    })
  })

  describe("A capture of nothing", () => {
    it("is never sent to Klarna [case 54]", async () => {
      const order = await desk.buy()
      await expect(capturePayment(order.id, { amount: 0 })).rejects.toThrow()
      expect(await desk.calls()).toEqual([])
      await desk.expectCaptureTakesAll(order)
    })
  })

  describe("Of two orders that a merchant has open side by side", () => {
    it("each action reaches the one that it names, and leaves the other as it was [case 82]", async () => {
      const [one, other] = [await desk.buy(), await desk.buy(shirtAndMug)]
      const untouched = await klarna.order(other.klarnaId)
      const { difference } = await admin.get<{ difference: { fingerprint: string } }>(
        `/admin/klarna/orders/${other.id}/difference`
      )
      await admin.post(`/admin/klarna/orders/${one.id}/disconnect`)
      await shop.updateOrder(one.id, { shipping_address: { city: "Uppsala" } })
      const confirm = difference.fingerprint
      await expect(admin.post(`/admin/klarna/orders/${one.id}/reconnect`, { confirm })).rejects.toThrow(/changed since/)
      await shop.cancelOrder(one.id)
      await settled()
      expect(await klarna.order(other.klarnaId)).toEqual(untouched)
      await desk.expectInStep(other, 190)
    })
  })
})
