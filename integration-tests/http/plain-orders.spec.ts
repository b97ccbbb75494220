import { providers } from "../store/catalog"
import { klarnaSideOf, runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"

klarnaStore(({ klarna, admin, settled, container, placeOrder, ...merchant }) => {
  const buy = () =>
    placeOrder({ provider: providers.manual, items: [{ product: "Shirt", quantity: 2 }, { product: "Mug" }] })

  describe("Orders without Klarna: nothing happens, nothing fails", () => {
    afterEach(async () => {
      await settled()
      await runReconcileJob(container())
      expect(await klarna.requests()).toEqual([])
    })

    it("has no Klarna side, and says so", async () => {
      const { id } = await buy()
      await settled()
      const none = { status: 404, body: { message: `Order ${id} has no Klarna order` } }
      await expect(klarnaSideOf(admin, id)).rejects.toMatchObject(none)
      await expect(admin.post(`/admin/klarna/orders/${id}/sync`)).rejects.toMatchObject(none)
      const references = { merchant_reference1: "ERP-7" }
      await expect(admin.post(`/admin/klarna/orders/${id}/references`, references)).rejects.toMatchObject(none)
    })

    it("places an order that is paid elsewhere", async () => {
      const order = await merchant.readOrder((await buy()).id)
      expect(order).toMatchObject({ total: 290, tax_total: 58, payment_status: "authorized" })
    })

    it("sells in every market", async () => {
      const abroad = { provider: providers.manual, items: [{ product: "Shirt" as const, quantity: 3 }] }
      expect(await placeOrder({ ...abroad, country: "de" })).toMatchObject({ currency_code: "eur", total: 64.9 })
      expect(await placeOrder({ ...abroad, country: "us" })).toMatchObject({ currency_code: "usd", total: 73.06875 })
    })

    it("takes discounts off", async () => {
      const order = await placeOrder({
        provider: providers.manual,
        items: [{ product: "Scarf" }, { product: "Poster", quantity: 3 }],
        promoCodes: ["TENOFF"],
        shipping: "Express",
      })
      expect(order.discount_total).toBeGreaterThan(30)
    })

    it("edits an order: adds, changes, removes, ships twice [cases 76, 83]", async () => {
      const { id } = await buy()
      await merchant.editOrder(id, async (edit) => {
        await edit.addItem("Scarf", { unitPrice: 150 })
        await edit.changeItem("Shirt", { quantity: 1, unitPrice: 90 })
        await edit.removeItem("Mug")
        await edit.addShipping("Express", 10)
      })
      const order = await merchant.readOrder(id)
      expect(order.total).toBe(150 + 90 + 50 + 10)
      expect(order.items.map(({ product_title }) => product_title)).not.toContain("Mug")
    })

    it("carries promotions over in an edit", async () => {
      const { id } = await placeOrder({ provider: providers.manual, promoCodes: ["TENOFF"] })
      await merchant.editOrder(id, async (edit) => {
        await edit.addItem("Mug")
        await edit.carryOverPromotions()
      })
      expect(await merchant.readOrder(id)).toMatchObject({ total: 90 + 36 + 50 })
    })

    it("changes who gets it and where [case 83]", async () => {
      const { id } = await buy()
      await merchant.updateOrder(id, { email: "new@example.com", shipping_address: { city: "Uppsala" } })
      const order = await merchant.readOrder(id)
      expect(order.shipping_address).toMatchObject({ city: "Uppsala", last_name: "Lind" })
    })

    it("captures, refunds and gives credit [case 67]", async () => {
      const { id } = await buy()
      await merchant.addCreditLine(id, 20)
      await merchant.capturePayment(id, { amount: 270 })
      await merchant.refundPayment(id, { amount: 70 })
      const order = await merchant.readOrder(id)
      expect(order.summary).toMatchObject({ paid_total: 270, refunded_total: 70 })
    })

    it("asks for what an edit added", async () => {
      const { id } = await buy()
      await merchant.capturePayment(id)
      await merchant.editOrder(id, (edit) => edit.addItem("Mug"))
      await merchant.markAsPaid(id)
      expect(await merchant.readOrder(id)).toMatchObject({ summary: { pending_difference: 0, paid_total: 330 } })
    })

    it("takes goods back", async () => {
      const { id } = await buy()
      await merchant.ship(id, await merchant.fulfill(id), { tracking_number: "SE123" })
      const returnId = await merchant.requestReturn(id, { Shirt: 1 })
      expect(await merchant.readOrder(id)).toMatchObject({ total: 290 })
      await merchant.receiveReturn(id, returnId, { Shirt: 1 })
      expect(await merchant.readOrder(id)).toMatchObject({ total: 190 })
      await merchant.cancelReturn(await merchant.requestReturn(id, { Mug: 1 }))
      expect(await merchant.readOrder(id)).toMatchObject({ total: 190 })
    })

    it("exchanges goods", async () => {
      const { id } = await buy()
      await merchant.fulfill(id)
      const { returnId } = await merchant.createExchange(id, { back: { Shirt: 1 }, out: { Scarf: 1 } })
      await merchant.receiveReturn(id, returnId, { Shirt: 1 })
      expect(await merchant.readOrder(id)).toMatchObject({ total: 390 })
    })

    it("settles a claim with a replacement or with money", async () => {
      const { id } = await buy()
      await merchant.fulfill(id)
      await merchant.createClaim(id, { faulty: { Mug: 1 }, replacement: { Mug: 1 } })
      await merchant.createClaim(id, { faulty: { Shirt: 1 } })
      expect((await merchant.readOrder(id)).items).toHaveLength(3)
    })

    it("cancels an order [case 76]", async () => {
      const { id } = await buy()
      expect(await merchant.cancelOrder(id)).toMatchObject({ status: "canceled" })
    })

    it("turns a draft into an order [case 18]", async () => {
      const id = await merchant.createDraftOrder({ Shirt: 1 })
      await merchant.convertDraftOrder(id)
      expect(await merchant.readOrder(id)).toMatchObject({ status: "pending", total: 100 })
      await merchant.updateOrder(id, { shipping_address: { city: "Uppsala" } })
      await settled()
      await expect(klarnaSideOf(admin, id)).rejects.toMatchObject({ status: 404 })
    })

    it("cancels an order that began as a draft and was never paid [case 45]", async () => {
      const id = await merchant.createDraftOrder({ Mug: 2 })
      await merchant.convertDraftOrder(id)
      await settled()
      expect(await merchant.cancelOrder(id)).toMatchObject({ status: "canceled" })
    })
  })
})
