import type { CreateCapture, CreateRefund, OrderLine } from "../../src/klarna/types"
import { bodiesOf } from "../store/klarna-calls"
import { type Bought, klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"

const basket = { items: [{ product: "Shirt" as const, quantity: 2 }, { product: "Mug" as const }] }

/** One attempt per call: an outage is then one request. */
const impatient = { options: { timeoutMs: 2000, deadlineMs: 4000, retries: 0 } }

klarnaStore((shop) => {
  const { klarna, capturePayment, refundPayment, settled } = shop
  const desk = klarnaDesk(shop)

  const captured = async () => bodiesOf<CreateCapture>(await desk.requests(), "POST captures")
  const refunded = async () => bodiesOf<CreateRefund>(await desk.requests(), "POST refunds")
  /** Sorted: Medusa makes the ids of lines that are placed together in any order. */
  const inShort = (lines: OrderLine[] = []) =>
    lines.map(({ name, quantity, total_amount }) => `${quantity} x ${name}: ${total_amount}`).sort()
  const named = (lines: OrderLine[] = []) =>
    lines.map(({ reference, quantity, total_amount }) => `${quantity} x ${reference}: ${total_amount}`).sort()

  async function sold(): Promise<Bought> {
    const order = await desk.buy(basket)
    await capturePayment(order.id)
    await settled()
    return order
  }

  describe("What a customer reads on Klarna's invoice", () => {
    it("is every line of the order when everything is captured, with the references that the order has [case 47]", async () => {
      const order = await sold()
      const [{ order_lines, captured_amount }] = await captured()
      expect(captured_amount).toBe(29000)
      const atKlarna = await klarna.order(order.klarnaId)
      expect(named(order_lines)).toEqual(named(atKlarna.order_lines))
      expect(atKlarna.captures[0].order_lines).toHaveLength(3)
      const { operations } = await desk.side(order.id)
      expect(operations.find(({ kind }) => kind === "capture")?.asked).toEqual({ captured_amount: 29000, lines: 3 })
    })

    it("is each parcel's lines when parcels are captured one by one", async () => {
      const order = await desk.buy(basket)
      await shop.fulfill(order.id, { Shirt: 1 })
      await capturePayment(order.id, { amount: 150 })
      await shop.fulfill(order.id, { Shirt: 1, Mug: 1 })
      await capturePayment(order.id, { amount: 140 })
      expect((await captured()).map(({ order_lines }) => inShort(order_lines))).toEqual([
        ["1 x Shirt - One size: 10000", "1 x Standard: 5000"],
        ["1 x Mug - One size: 4000", "1 x Shirt - One size: 10000"],
      ])
      expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "CAPTURED", captured_amount: 29000 })
    })

    it("is left away where the amount is not what was shipped", async () => {
      const order = await desk.buy(basket)
      await capturePayment(order.id, { amount: 77 })
      await capturePayment(order.id, { amount: 213 })
      for (const { order_lines } of await captured()) expect(order_lines).toBeUndefined()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: 29000 })
    })

    it("is left away for the rest when a part was captured in Klarna's portal [case 39]", async () => {
      const order = await desk.buy(basket)
      await klarna.portal(order.klarnaId, "capture", 10000)
      await desk.sync(order.id)
      await capturePayment(order.id, { amount: 190 })
      expect((await captured())[0].order_lines).toBeUndefined()
    })

    it("is the same when the capture has to be repeated", async () => {
      const order = await desk.buy(basket)
      await klarna.faults({ match: { path: "/captures" }, fault: "cut-before" })
      await expect(capturePayment(order.id)).rejects.toThrow(/did not confirm the capture/)
      await capturePayment(order.id)
      const [first, second] = await captured()
      expect(second.order_lines).toEqual(first.order_lines)
      expect(await desk.effects("POST captures")).toBe(1)
    })

    it("names all lines again when everything is given back", async () => {
      const order = await sold()
      await refundPayment(order.id)
      expect(named((await refunded())[0].order_lines)).toEqual(named((await klarna.order(order.klarnaId)).order_lines))
    })

    it("names what came back [case 47]", async () => {
      const order = await desk.buy(basket)
      await shop.fulfill(order.id)
      await capturePayment(order.id)
      const back = await shop.requestReturn(order.id, { Shirt: 1 })
      await shop.receiveReturn(order.id, back, { Shirt: 1 })
      await settled()
      await refundPayment(order.id, { amount: 100 })
      expect((await refunded()).map(({ order_lines }) => inShort(order_lines))).toEqual([
        ["1 x Shirt - One size: 10000"],
      ])
      expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: 10000 })
    })

    it("names what came back less the fee for the way back", async () => {
      const order = await desk.buy(basket)
      await shop.fulfill(order.id)
      await capturePayment(order.id)
      const back = await shop.requestReturn(order.id, { Shirt: 1 }, 20)
      await shop.receiveReturn(order.id, back, { Shirt: 1 })
      await settled()
      await refundPayment(order.id, { amount: 80 })
      const [{ order_lines }] = await refunded()
      expect(inShort(order_lines)).toEqual(["1 x Return fee: -2000", "1 x Shirt - One size: 10000"])
      expect(order_lines?.map(({ type }) => type).sort()).toEqual(["physical", "return_fee"])
      expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: 8000 })
      expect(await shop.readOrder(order.id)).toMatchObject({ summary: { pending_difference: 0 } })
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ attention_code: null })
    })

    it("names no fee where the order was captured in parts: Klarna takes one only against one capture", async () => {
      const order = await desk.buy(basket)
      await shop.fulfill(order.id)
      await capturePayment(order.id, { amount: 200 })
      await capturePayment(order.id, { amount: 90 })
      const back = await shop.requestReturn(order.id, { Shirt: 1 }, 20)
      await shop.receiveReturn(order.id, back, { Shirt: 1 })
      await settled()
      await refundPayment(order.id, { amount: 80 })
      expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: 8000 })
      for (const { order_lines = [] } of await refunded())
        expect(order_lines.some(({ type }) => type === "return_fee")).toBe(false)
    })

    it("names nothing when only a part of a price is given back [case 80]", async () => {
      const order = await sold()
      await refundPayment(order.id, { amount: 12.5 })
      const [body] = await refunded()
      expect(body).not.toHaveProperty("order_lines")
      expect(body).not.toHaveProperty("description")
    })
  })
}, impatient)
