import { providers } from "../store/catalog"
import { bothReads, differencesOfReads } from "../store/both-reads"
import { klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"
import { promotions } from "../store/catalog"

const everything = {
  items: [{ product: "Shirt" as const, quantity: 3 }, { product: "Scarf" as const }, { product: "Poster" as const }],
}

klarnaStore((shop) => {
  const { admin, container, settled, editOrder, capturePayment, refundPayment, fulfill, ship } = shop
  const desk = klarnaDesk(shop)

  /** After each step that may have written other rows. */
  async function expectSameRead(id: string): Promise<void> {
    await settled()
    expect(await differencesOfReads(container(), id)).toEqual([])
  }

  describe("An order that is read in one statement is the order that Medusa's own query answers", () => {
    it("when it was just placed: with discounts, in three markets, gross and net", async () => {
      const codes = [promotions.percent, promotions.fixed]
      const orders = [
        await desk.buy(everything),
        await desk.buy({ ...everything, promoCodes: codes, shipping: "Express" }),
        await desk.buy({ ...everything, country: "de" }),
        await desk.buy({ ...everything, country: "us", promoCodes: [promotions.percent] }),
      ]
      for (const { id } of orders) await expectSameRead(id)
    })

    it("through edits: other prices and quantities, lines that come and go, shipping, promotions that are carried over", async () => {
      const { id } = await desk.buy({ ...everything, promoCodes: [promotions.percent] })
      await editOrder(id, (edit) => edit.changeItem("Shirt", { quantity: 2, unitPrice: 89.9 }))
      await expectSameRead(id)
      await editOrder(id, async (edit) => {
        await edit.addItem("Mug", { quantity: 2 })
        await edit.removeItem("Poster")
        await edit.addShipping("Express", 33.35)
        await edit.carryOverPromotions()
      })
      await expectSameRead(id)
      await editOrder(id)
      await expectSameRead(id)
    })

    it("while it is open what an edit would change, nothing of it shows", async () => {
      const { id } = await desk.buy(everything)
      const edit = await shop.beginEdit(id)
      await edit.addItem("Mug")
      await expectSameRead(id)
      await edit.cancel()
      await expectSameRead(id)
    })

    it("through credits, part captures and refunds", async () => {
      const { id } = await desk.buy(everything)
      await shop.addCreditLine(id, 20.5)
      await expectSameRead(id)
      await capturePayment(id, { amount: 100.05 })
      await expectSameRead(id)
      await refundPayment(id, { amount: 30 })
      await expectSameRead(id)
      await editOrder(id, (edit) => edit.addItem("Mug", { quantity: 2 }))
      await expectSameRead(id)
    })

    it("through parcels, returns, exchanges and claims", async () => {
      const { id } = await desk.buy(everything)
      const fulfillment = await fulfill(id)
      await ship(id, fulfillment, { tracking_number: "SE1" }, { tracking_number: "SE2" })
      await expectSameRead(id)
      const returnId = await shop.requestReturn(id, { Shirt: 1 })
      await expectSameRead(id)
      await shop.receiveReturn(id, returnId, { Shirt: 1 })
      await expectSameRead(id)
      await shop.createExchange(id, { back: { Shirt: 1 }, out: { Mug: 1 } })
      await expectSameRead(id)
      await shop.createClaim(id, { faulty: { Scarf: 1 }, replacement: { Scarf: 1 } })
      await expectSameRead(id)
      const given = await shop.requestReturn(id, { Poster: 1 })
      await shop.cancelReturn(given)
      await expectSameRead(id)
    })

    it("through other addresses, metadata that looks like a number, and a cancel", async () => {
      const { id } = await desk.buy(everything)
      const fulfillment = await fulfill(id, { Shirt: 1 })
      await shop.cancelFulfillment(id, fulfillment)
      await shop.updateOrder(id, { email: "nora@example.com", shipping_address: { address_2: "Port 4" } })
      await shop.updateOrder(id, { metadata: { invoice: "2026-1", nested: { value: "10" } } })
      await expectSameRead(id)
      await shop.cancelOrder(id)
      await expectSameRead(id)
    })

    it("when another provider paid it, and when it began as a draft", async () => {
      const paid = await shop.placeOrder({ ...everything, provider: providers.manual })
      await expectSameRead(paid.id)
      const draft = await shop.createDraftOrder({ Shirt: 2, Poster: 1 })
      await expectSameRead(draft)
      await shop.convertDraftOrder(draft)
      await expectSameRead(draft)
    })

    it("when rows of it were deleted", async () => {
      const { id } = await desk.buy(everything)
      const knex = container().resolve("__pg_connection__")
      await knex("payment_session").update({ deleted_at: new Date() })
      await knex("order_line_item_tax_line").update({ deleted_at: new Date() })
      await expectSameRead(id)
    })
  })

  it("An order that is not there is not there", async () => {
    const { ours, medusas } = await bothReads(container(), "order_01ARZ3NDEKTSV4RRFFQ69G5FAV")
    expect([ours, medusas]).toEqual([undefined, undefined])
  })

  it("The two ways are told apart where they differ", async () => {
    const { id } = await desk.buy()
    await admin.post(`/admin/orders/${id}`, { metadata: { shelf: "4" } })
    const knex = container().resolve("__pg_connection__")
    const wrong = container()
    const { ours } = await bothReads(wrong, id)
    await knex("order_line_item").update({ variant_sku: "OTHER" })
    const { medusas } = await bothReads(wrong, id)
    expect(ours.items?.[0]?.variant_sku).not.toBe(medusas.items?.[0]?.variant_sku)
  })
})
