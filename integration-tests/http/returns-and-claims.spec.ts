import { klarnaDesk, type Bought } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"

const oneCall = ["PATCH authorization"]
const twoShirts = { items: [{ product: "Shirt" as const, quantity: 2 }] }

klarnaStore((shop) => {
  const { klarna, settled, readOrder, capturePayment, refundPayment, fulfill, ...merchant } = shop
  const desk = klarnaDesk(shop)

  /** Two shirts and delivery, 250: with the customer, and not captured unless told. */
  async function delivered({ captured = 0 } = {}): Promise<Bought> {
    const order = await desk.buy(twoShirts)
    await fulfill(order.id)
    if (captured) await capturePayment(order.id, { amount: captured })
    await settled()
    await klarna.clearRequests()
    return order
  }

  const expectNothingTold = async () => expect(await desk.calls()).toEqual([])

  describe("A credit line", () => {
    it("lowers Klarna in one call, and the payment in place", async () => {
      const order = await desk.buy(twoShirts)
      await merchant.addCreditLine(order.id, 20)
      expect(await desk.calls()).toEqual(oneCall)
      const credit = (await klarna.order(order.klarnaId)).order_lines.find(({ type }) => type === "store_credit")
      expect(credit).toMatchObject({ total_amount: -2000, total_tax_amount: 0 })
      await desk.expectInStep(order, 230)
      expect(await readOrder(order.id)).toMatchObject({ payment_status: "authorized" })
      await desk.expectCaptureTakesAll(order)
    })

    it("goes together with an edit after it", async () => {
      const order = await desk.buy(twoShirts)
      await merchant.addCreditLine(order.id, 20)
      await settled()
      await merchant.editOrder(order.id, (edit) => edit.addItem("Mug"))
      expect((await desk.authorizations()).map(({ order_amount }) => order_amount)).toEqual([23000, 27000])
      await desk.expectInStep(order, 270)
      await desk.expectCaptureTakesAll(order)
    })

    it("of all that is left to capture ends what Klarna reserves", async () => {
      const order = await desk.buy(twoShirts)
      await capturePayment(order.id, { amount: 200 })
      await settled()
      await klarna.clearRequests()
      await merchant.addCreditLine(order.id, 50)
      expect(await desk.calls()).toEqual(oneCall)
      expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "CAPTURED", order_amount: 20000 })
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention_code: null })
      expect(await readOrder(order.id)).toMatchObject({
        payment_status: "captured",
        summary: { pending_difference: 0 },
      })
      await desk.expectPayment(order.id, 0)
    })

    it("that Medusa makes for a refund out of goodwill is not told beside the refund", async () => {
      const order = await desk.buy(twoShirts)
      await capturePayment(order.id)
      await settled()
      await klarna.clearRequests()
      await refundPayment(order.id, { amount: 20 })
      expect(await desk.calls()).toEqual(["POST refunds"])
      expect(await readOrder(order.id)).toMatchObject({ total: 230, summary: { pending_difference: 0 } })
      expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: 25000, refunded_amount: 2000 })
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention_code: null })
    })
  })

  describe("A return of goods that are not captured yet", () => {
    it("does not lower Klarna while the customer still has the goods", async () => {
      const order = await delivered()
      await merchant.requestReturn(order.id, { Shirt: 1 })
      await expectNothingTold()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "AUTHORIZED", order_amount: 25000 })
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention_code: null })
      await desk.expectPayment(order.id, 150)
    })

    it("lowers Klarna in one call when the goods are back", async () => {
      const order = await delivered()
      const back = await merchant.requestReturn(order.id, { Shirt: 1 })
      await settled()
      await merchant.receiveReturn(order.id, back, { Shirt: 1 })
      expect(await desk.calls()).toEqual(oneCall)
      await desk.expectInStep(order, 150)
      await desk.expectCaptureTakesAll(order)
    })

    it("never cancels Klarna, not even when everything comes back", async () => {
      const order = await delivered()
      const back = await merchant.requestReturn(order.id, { Shirt: 2 })
      await settled()
      await merchant.receiveReturn(order.id, back, { Shirt: 2 })
      expect(await desk.calls()).toEqual(oneCall)
      await desk.expectInStep(order, 50)
      await desk.expectCaptureTakesAll(order)
    })

    it("that is given up leaves everything as it was", async () => {
      const order = await delivered()
      const back = await merchant.requestReturn(order.id, { Shirt: 1 })
      await settled()
      await merchant.cancelReturn(back)
      await settled()
      await desk.sync(order.id)
      await expectNothingTold()
      await desk.expectInStep(order, 250)
      await desk.expectCaptureTakesAll(order)
    })

    it("that is given up after everything owed was captured can be captured, too", async () => {
      const order = await delivered()
      const back = await merchant.requestReturn(order.id, { Shirt: 1 })
      await settled()
      await capturePayment(order.id)
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: 15000 })
      await merchant.cancelReturn(back)
      await desk.sync(order.id)
      await capturePayment(order.id, { amount: 100 })
      expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "CAPTURED", captured_amount: 25000 })
    })

    it("keeps the return when Klarna is down, and tells Klarna once when it is back", async () => {
      const order = await delivered()
      const back = await merchant.requestReturn(order.id, { Shirt: 1 })
      await settled()
      await klarna.faults({ match: { path: "/authorization" }, fault: "cut-after" })
      await klarna.faults({ match: { path: "/authorization" }, fault: "503", times: 5 })
      await merchant.receiveReturn(order.id, back, { Shirt: 1 })
      await settled()
      await klarna.clearFaults()
      await desk.reconcile(order.id)
      expect(await desk.effects("PATCH authorization")).toBe(1)
      await desk.expectInStep(order, 150)
    })
  })

  describe("A return of goods that are captured", () => {
    it("tells Klarna nothing but the refund", async () => {
      const order = await delivered({ captured: 250 })
      const back = await merchant.requestReturn(order.id, { Shirt: 1 })
      await merchant.receiveReturn(order.id, back, { Shirt: 1 })
      await expectNothingTold()
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ status: "CAPTURED", attention_code: null })
      await refundPayment(order.id, { amount: 100 })
      expect(await desk.calls()).toEqual(["POST refunds"])
      expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: 25000, refunded_amount: 10000 })
      expect(await readOrder(order.id)).toMatchObject({ summary: { pending_difference: 0 } })
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ attention_code: null })
    })

    it("of which a part is captured lowers the rest", async () => {
      const order = await delivered({ captured: 100 })
      const back = await merchant.requestReturn(order.id, { Shirt: 1 })
      await settled()
      await expectNothingTold()
      await merchant.receiveReturn(order.id, back, { Shirt: 1 })
      expect(await desk.calls()).toEqual(oneCall)
      await desk.expectInStep(order, 150, 100)
      await desk.expectCaptureTakesAll(order)
    })
  })

  describe("An exchange", () => {
    it("raises Klarna by what goes out, and lowers it by what came back when it is back", async () => {
      const order = await delivered()
      const { returnId } = await merchant.createExchange(order.id, { back: { Shirt: 1 }, out: { Mug: 1 } })
      expect(await desk.calls()).toEqual(oneCall)
      expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "AUTHORIZED", order_amount: 29000 })
      await desk.expectPayment(order.id, 190)
      await merchant.receiveReturn(order.id, returnId, { Shirt: 1 })
      expect(await desk.calls()).toEqual([...oneCall, ...oneCall])
      await desk.expectInStep(order, 190)
      await desk.expectCaptureTakesAll(order)
    })

    it("that Klarna does not carry keeps the old guarantee, and says so", async () => {
      const order = await delivered()
      await klarna.setRisk(order.klarnaId, { increase: "refuse" })
      await merchant.createExchange(order.id, { back: { Shirt: 1 }, out: { Mug: 1 } })
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "AUTHORIZED", order_amount: 25000 })
      expect(await desk.attention(order.id)).toMatchObject({ code: "increase_refused" })
    })

    it("after the capture is not covered by Klarna, until it is collected otherwise", async () => {
      const order = await delivered({ captured: 250 })
      const { returnId } = await merchant.createExchange(order.id, { back: { Shirt: 1 }, out: { Scarf: 1 } })
      await settled()
      await expectNothingTold()
      expect(await desk.attention(order.id)).toMatchObject({ code: "not_covered", details: { missing: 10000 } })
      await merchant.markAsPaid(order.id)
      await settled()
      await merchant.receiveReturn(order.id, returnId, { Shirt: 1 })
      await settled()
      await expectNothingTold()
      expect(await desk.attention(order.id)).toBeUndefined()
    })
  })

  describe("A claim", () => {
    it("with a replacement is guaranteed by Klarna until the faulty goods are back", async () => {
      const order = await delivered()
      await merchant.createClaim(order.id, { faulty: { Shirt: 1 }, replacement: { Shirt: 1 } })
      expect(await desk.calls()).toEqual(oneCall)
      expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "AUTHORIZED", order_amount: 35000 })
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention_code: null })
      await desk.expectPayment(order.id, 250)

      await merchant.receiveReturn(order.id, await returnOf(order), { Shirt: 1 })
      expect(await desk.calls()).toEqual([...oneCall, ...oneCall])
      await desk.expectInStep(order, 250)
      await desk.expectCaptureTakesAll(order)
    })

    it("with money back lowers Klarna when the faulty goods are back, and never cancels it", async () => {
      const order = await delivered()
      await merchant.createClaim(order.id, { faulty: { Shirt: 1 } })
      await expectNothingTold()
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention_code: null })
      await desk.expectPayment(order.id, 150)

      await merchant.receiveReturn(order.id, await returnOf(order), { Shirt: 1 })
      expect(await desk.calls()).toEqual(oneCall)
      await desk.expectInStep(order, 150)
      await desk.expectCaptureTakesAll(order)
    })

    it("with a replacement after the capture is nobody's concern at Klarna: the buyer owes nothing", async () => {
      const order = await delivered({ captured: 250 })
      await merchant.createClaim(order.id, { faulty: { Shirt: 1 }, replacement: { Shirt: 1 } })
      await expectNothingTold()
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention_code: null })
    })

    async function returnOf({ id }: Bought): Promise<string> {
      const { returns } = await shop.admin.get<{ returns: { id: string }[] }>(`/admin/returns?order_id=${id}`)
      return returns[0].id
    }
  })
})
