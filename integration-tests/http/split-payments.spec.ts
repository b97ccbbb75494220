import { Modules } from "@medusajs/framework/utils"
import { providers } from "../store/catalog"
import { klarnaDesk, type Bought } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"
import { livePaymentsOf } from "../store/merchant"

const oneCall = ["PATCH authorization"]
const twoShirts = { items: [{ product: "Shirt" as const, quantity: 2 }] }

/** An increase that Klarna refuses after the event is how an order comes to be paid in two ways here: it is not asked before. */
const afterwards = { options: { askFirst: { amounts: "never" } } }

klarnaStore((shop) => {
  const { klarna, settled, readOrder, capturePayment, editOrder, container } = shop
  const desk = klarnaDesk(shop)

  /** An increase that Klarna did not carry: Klarna holds 250 of 290, both shirts and the mug are on the order. */
  async function partlyCarried(): Promise<Bought> {
    const order = await desk.buy(twoShirts)
    await klarna.setRisk(order.klarnaId, { increase: "refuse" })
    await editOrder(order.id, (edit) => edit.addItem("Mug"))
    await settled()
    await klarna.setRisk(order.klarnaId, { increase: "accept" })
    await klarna.clearRequests()
    return order
  }

  /** The rest, reserved with another provider on the collection that core opened. */
  async function reserveElsewhere({ id }: Bought, amount: number): Promise<void> {
    const payments = container().resolve(Modules.PAYMENT)
    const open = (await readOrder(id)).payment_collections.find(({ status }) => status === "partially_authorized")!
    const session = await payments.createPaymentSession(open.id, {
      provider_id: providers.manual,
      amount,
      currency_code: "sek",
      data: {},
    })
    await payments.authorizePaymentSession(session.id, {})
  }

  describe("An order that is paid partly by another provider", () => {
    it("is covered when the rest is reserved elsewhere: Klarna is asked for its share only", async () => {
      const order = await partlyCarried()
      await reserveElsewhere(order, 40)
      await desk.sync(order.id)
      expect(await desk.calls()).toEqual(oneCall)
      const { order_amount, order_lines } = await klarna.order(order.klarnaId)
      expect(order_amount).toBe(25000)
      expect(order_lines.find(({ name }) => name === "Paid by other means")).toMatchObject({ total_amount: -4000 })
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention_code: null })
      await desk.expectPayment(order.id, 250)

      await capturePayment(order.id, { provider: providers.klarna })
      await capturePayment(order.id, { provider: providers.manual })
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "CAPTURED", captured_amount: 25000 })
      expect(await readOrder(order.id)).toMatchObject({ summary: { pending_difference: 0, paid_total: 290 } })
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ attention_code: null })
    })

    it("counts what the other provider captured", async () => {
      const order = await partlyCarried()
      await reserveElsewhere(order, 40)
      await capturePayment(order.id, { provider: providers.manual })
      await settled()
      expect((await klarna.order(order.klarnaId)).order_amount).toBe(25000)
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention_code: null })
      await capturePayment(order.id, { provider: providers.klarna })
      await settled()
      expect(await readOrder(order.id)).toMatchObject({ summary: { pending_difference: 0, paid_total: 290 } })
    })

    it("is not raised to fill the hole when the next edit voids what the other one had reserved", async () => {
      const order = await partlyCarried()
      await reserveElsewhere(order, 40)
      await desk.sync(order.id)
      await klarna.clearRequests()
      await editOrder(order.id, (edit) => edit.addItem("Poster", { unitPrice: 10 }))
      await settled()
      expect((await klarna.order(order.klarnaId)).order_amount).toBe(26000)
      expect(await desk.calls()).toEqual(oneCall)
      expect(await desk.attention(order.id)).toMatchObject({
        code: "split_payment_voided",
        details: { amount: 4000 },
      })
      await desk.expectPayment(order.id, 260)

      await reserveElsewhere(order, 40)
      await desk.sync(order.id)
      expect(await desk.attention(order.id)).toBeUndefined()
      expect((await klarna.order(order.klarnaId)).order_amount).toBe(26000)
    })

    it("is complete when the rest is taken elsewhere after the capture", async () => {
      const order = await partlyCarried()
      await capturePayment(order.id)
      await settled()
      expect(await desk.attention(order.id)).toMatchObject({ code: "not_covered", details: { missing: 4000 } })
      await reserveElsewhere(order, 40)
      await capturePayment(order.id, { provider: providers.manual })
      await settled()
      expect(await desk.attention(order.id)).toBeUndefined()
      expect(await readOrder(order.id)).toMatchObject({ summary: { pending_difference: 0 } })
    })
  })

  describe("A capture that somebody made in Klarna's portal before an edit", () => {
    it("leaves the amount right, and is noticed by the next capture and recorded", async () => {
      const order = await desk.buy(twoShirts)
      await klarna.portal(order.klarnaId, "capture", 10000)
      await editOrder(order.id, (edit) => edit.addItem("Mug"))
      expect(await desk.calls()).toEqual(oneCall)
      expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "PART_CAPTURED", order_amount: 29000 })

      await expect(capturePayment(order.id)).rejects.toThrow(/PART_CAPTURED, 190\.00 SEK can still be captured/)
      await desk.sync(order.id)
      await desk.expectInStep(order, 290, 100)
      await capturePayment(order.id, { amount: 190 })
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "CAPTURED", captured_amount: 29000 })
    })

    it("of everything leaves what was added uncovered: nothing is changed at Klarna, and the merchant is told", async () => {
      const order = await desk.buy(twoShirts)
      await klarna.portal(order.klarnaId, "capture")
      await editOrder(order.id, (edit) => edit.addItem("Mug"))
      await settled()
      // Each of an edit's two events may look again: as long as the sums differ, somebody may be putting them right.
      expect((await desk.calls()).filter((call) => call !== "GET order")).toEqual(["PATCH authorization"])
      expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "CAPTURED", order_amount: 25000 })
      await expectCapturedElsewhere(order, { in_medusa: 0, at_klarna: 25000 })
    })

    it("is said before an edit below it, too", async () => {
      const order = await desk.buy(twoShirts)
      await klarna.portal(order.klarnaId, "capture", 20000)
      await editOrder(order.id, (edit) => edit.changeItem("Shirt", { quantity: 1 }))
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ order_amount: 25000, captured_amount: 20000 })
      await expectCapturedElsewhere(order, { in_medusa: 0, at_klarna: 20000 })
    })

    it("is recorded before Klarna's amount is touched when it is known already", async () => {
      const order = await desk.buy(twoShirts)
      await klarna.portal(order.klarnaId, "capture", 10000)
      await expect(capturePayment(order.id)).rejects.toThrow(/150\.00 SEK can still be captured/)
      await editOrder(order.id, (edit) => edit.addItem("Mug"))
      await settled()
      await desk.sync(order.id)
      await desk.expectInStep(order, 290, 100)
      expect(await desk.effects("POST captures")).toBe(0)
    })

    async function expectCapturedElsewhere({ id }: Bought, details: Record<string, number>): Promise<void> {
      expect(await desk.calls()).not.toContain("POST cancel")
      expect((await desk.side(id)).klarna_order.sync_state).toBe("needs_attention")
      expect(await desk.attention(id)).toMatchObject({
        code: "captured_elsewhere",
        message: expect.stringContaining("capture exactly the same in Medusa"),
        details,
      })
    }
  })

  describe("An order with nothing left to pay", () => {
    it("is cancelled at Klarna, and the payment voided, when everything is forgiven", async () => {
      const order = await desk.buy()
      await shop.addCreditLine(order.id, 150)
      expect(await desk.calls()).toEqual(["POST cancel"])
      expect((await klarna.order(order.klarnaId)).status).toBe("CANCELLED")
      expect(livePaymentsOf(await readOrder(order.id))).toEqual([])
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "closed", attention_code: null })
    })

    it("is cancelled at Klarna too when more is forgiven than it costs by then", async () => {
      const order = await desk.buy()
      await shop.addCreditLine(order.id, 60)
      await editOrder(order.id, (edit) => edit.removeItem("Shirt"))
      await settled()
      expect((await klarna.order(order.klarnaId)).status).toBe("CANCELLED")
      expect(livePaymentsOf(await readOrder(order.id))).toEqual([])
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "closed", attention_code: null })
    })

    it("but with goods on their way keeps Klarna's order, of which nothing can be captured", async () => {
      const order = await desk.buy()
      await shop.fulfill(order.id)
      await settled()
      await klarna.clearRequests()
      await shop.addCreditLine(order.id, 150)
      expect(await desk.calls()).toEqual([])
      expect((await klarna.order(order.klarnaId)).status).toBe("AUTHORIZED")
      expect((await desk.side(order.id)).klarna_order.notes).toEqual([{ code: "zero_amount", kind: "authorization" }])
      expect(livePaymentsOf(await readOrder(order.id))).toEqual([])
    })

    it("is removed line by line: what is left is the delivery, then nothing", async () => {
      const order = await desk.buy()
      await editOrder(order.id, (edit) => edit.removeItem("Shirt"))
      expect(await desk.calls()).toEqual(oneCall)
      await desk.expectInStep(order, 50)
      await shop.addCreditLine(order.id, 50)
      expect(await desk.calls()).toEqual([...oneCall, "POST cancel"])
      expect((await klarna.order(order.klarnaId)).status).toBe("CANCELLED")
      expect(livePaymentsOf(await readOrder(order.id))).toEqual([])
    })
  })
}, afterwards)
