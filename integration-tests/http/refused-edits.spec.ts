import type { UpdateAuthorization } from "../../src/klarna/types"
import type { FaultName } from "../../src/simulator"
import { providers } from "../store/catalog"
import { bodiesOf } from "../store/klarna-calls"
import { klarnaDesk, type Bought } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"
import type { Purchase } from "../store/place-order"

/**
 * What happens after the event: Klarna is not asked before. And one attempt of two seconds per call, because the retries of the record
 * are the subject here, not those of the client.
 */
const impatient = { options: { askFirst: { amounts: "never" }, timeoutMs: 2000, deadlineMs: 4000, retries: 0 } }

klarnaStore((shop) => {
  const { klarna, editOrder, readOrder, updateOrder, capturePayment, settled } = shop
  const desk = klarnaDesk(shop)

  const addMug = ({ id }: Bought) => editOrder(id, (edit) => edit.addItem("Mug"))
  const removeMug = ({ id }: Bought) => editOrder(id, (edit) => edit.removeItem("Mug"))

  /** The old amount stays guaranteed: nothing moved at Klarna, and Medusa can capture what Klarna holds. */
  async function expectStillGuaranteed({ id, klarnaId }: Bought, amount: number): Promise<void> {
    expect(await klarna.order(klarnaId)).toMatchObject({
      status: "AUTHORIZED",
      order_amount: amount * 100,
      order_lines: [{ reference: "SHIRT" }, { name: "Standard" }],
    })
    const order = await readOrder(id)
    expect(order.payment_collections.map(({ status }) => status)).toContain("partially_authorized")
    await desk.expectPayment(id, amount)
  }

  describe("Klarna does not agree to a higher amount", () => {
    it("keeps the edit and the old guarantee, and tells the merchant why and what to do [case 28]", async () => {
      const order = await desk.buy()
      await klarna.setRisk(order.klarnaId, { increase: "refuse" })
      await addMug(order)
      expect(await desk.calls()).toEqual(["PATCH authorization", "GET order"])
      await expectStillGuaranteed(order, 150)

      const { klarna_order, operations } = await desk.side(order.id)
      expect(klarna_order).toMatchObject({ sync_state: "needs_attention", attention_code: "increase_refused" })
      const [told] = klarna_order.attention!
      expect(told.message).toMatch(/from 150\.00 SEK to 190\.00 SEK.*still guarantees 150\.00 SEK.*Undo the change/)
      expect(told.klarna).toMatchObject({ code: "NOT_ALLOWED", messages: ["Update not allowed."] })
      const refused = operations.find(({ outcome }) => outcome === "refused")
      expect(told.klarna!.correlation_id).toBe(refused!.correlation_id)
      expect(refused).toMatchObject({ kind: "authorization", http_status: 403, error_code: "NOT_ALLOWED" })

      await capturePayment(order.id)
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: 15000 })
      expect(await readOrder(order.id)).toMatchObject({ summary: { pending_difference: 40 } })
    })

    it("says the same for a buyer whom Klarna does not trust with more", async () => {
      const order = await desk.buy({ email: "alva+risk@example.com" })
      await addMug(order)
      await settled()
      expect((await desk.attention(order.id))?.code).toBe("increase_refused")
      await expectStillGuaranteed(order, 150)
    })

    it("is not asked again by whatever else happens to the order", async () => {
      const order = await desk.buy()
      await klarna.setRisk(order.klarnaId, { increase: "refuse" })
      await addMug(order)
      await settled()
      await klarna.clearRequests()
      await updateOrder(order.id, { metadata: { colour: "blue" } })
      await desk.sync(order.id)
      expect(await desk.calls()).not.toContain("PATCH authorization")
      expect((await desk.attention(order.id))?.code).toBe("increase_refused")
    })

    it("is asked again when the merchant insists, and heals", async () => {
      const order = await desk.buy()
      await klarna.setRisk(order.klarnaId, { increase: "refuse" })
      await addMug(order)
      await settled()
      await klarna.setRisk(order.klarnaId, { increase: "accept" })
      await klarna.clearRequests()
      await desk.sync(order.id, ["authorization"])
      expect(await desk.calls()).toEqual(["PATCH authorization"])
      await desk.expectInStep(order, 190)
      expect(await readOrder(order.id)).toMatchObject({ payment_status: "authorized" })
      await desk.expectCaptureTakesAll(order)
    })

    it("heals by an edit that lowers the order again, without asking Klarna for what it has", async () => {
      const order = await desk.buy()
      await klarna.setRisk(order.klarnaId, { increase: "refuse" })
      await addMug(order)
      await settled()
      await klarna.clearRequests()
      await removeMug(order)
      expect(await desk.calls()).toEqual([])
      await desk.expectInStep(order, 150)
      await desk.expectCaptureTakesAll(order)
    })

    it("heals by an edit below the old amount, in one call", async () => {
      const order = await desk.buy({ items: [{ product: "Shirt", quantity: 2 }] })
      await klarna.setRisk(order.klarnaId, { increase: "refuse" })
      await addMug(order)
      await settled()
      await klarna.clearRequests()
      await editOrder(order.id, (edit) => edit.changeItem("Shirt", { quantity: 1 }))
      expect(await desk.calls()).toEqual(["PATCH authorization"])
      await desk.expectInStep(order, 190)
      await desk.expectCaptureTakesAll(order)
    })

    it("leaves the rest uncovered after the capture, and says so", async () => {
      const order = await desk.buy()
      await klarna.setRisk(order.klarnaId, { increase: "refuse" })
      await addMug(order)
      await settled()
      await klarna.clearRequests()
      await capturePayment(order.id)
      expect(await desk.calls()).toEqual(["POST captures"])
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ status: "CAPTURED" })
      expect(await desk.attention(order.id)).toMatchObject({ code: "not_covered", details: { missing: 4000 } })
    })

    it("keeps what is left of the old guarantee when a part was captured before", async () => {
      const order = await desk.buy({ items: [{ product: "Shirt", quantity: 2 }] })
      await capturePayment(order.id, { amount: 100 })
      await klarna.setRisk(order.klarnaId, { increase: "refuse" })
      await addMug(order)
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "PART_CAPTURED", order_amount: 25000 })
      expect((await desk.attention(order.id))?.code).toBe("increase_refused")
      await desk.expectPayment(order.id, 150)
      await capturePayment(order.id)
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ status: "CAPTURED", captured_amount: 25000 })
      expect(await readOrder(order.id)).toMatchObject({ summary: { pending_difference: 40 } })
    })
  })

  describe("A payment method or market whose amount Klarna never raises", () => {
    const methods = ["pay_by_card", "card", "fixed_sum_credit", "direct_bank_transfer"]

    it.each(methods)("is not even asked: %s", async (payment_method) => {
      const order = await buyWith(payment_method)
      await addMug(order)
      expect(await desk.calls()).toEqual([])
      await expectStillGuaranteed(order, 150)
      const told = await desk.attention(order.id)
      expect(told).toMatchObject({ code: "increase_not_eligible" })
      expect(told?.message).toMatch(/does not ordinarily raise orders paid with .* in SE, so it was not asked/)
    })

    it("is not asked where the market has no increases for the method", async () => {
      const order = await buyWith("fixed_amount", { country: "us" })
      await addMug(order)
      expect(await desk.calls()).toEqual([])
      const told = await desk.attention(order.id)
      expect(told).toMatchObject({ code: "increase_not_eligible", details: { method: "FIXED_AMOUNT", country: "US" } })
    })

    it("may be asked all the same, and then Klarna's own words are shown", async () => {
      const order = await buyWith("pay_by_card")
      await addMug(order)
      await settled()
      await desk.sync(order.id, ["authorization"])
      expect(await desk.calls()).toEqual(["PATCH authorization", "GET order"])
      expect(await desk.attention(order.id)).toMatchObject({
        code: "increase_refused",
        klarna: { code: "NOT_ALLOWED", messages: ["Update not allowed."] },
      })
      await expectStillGuaranteed(order, 150)
    })

    it("can still be lowered", async () => {
      const order = await buyWith("pay_by_card", { items: [{ product: "Shirt", quantity: 2 }] })
      await editOrder(order.id, (edit) => edit.changeItem("Shirt", { quantity: 1 }))
      expect(await desk.calls()).toEqual(["PATCH authorization"])
      await desk.expectInStep(order, 150)
      await desk.expectCaptureTakesAll(order)
    })

    async function buyWith(payment_method: string, purchase?: Purchase): Promise<Bought> {
      const checkout = await shop.choosePayment(await shop.fillCart(purchase), providers.klarna)
      const approval = await klarna.approve(String(checkout.session.data.klarna_session_id), { payment_method })
      await shop.authorize(checkout, { authorization_token: approval.authorization_token })
      const answer = await shop.complete(checkout.cartId)
      if (answer.type !== "order") throw new Error(answer.error.message)
      await settled()
      await klarna.clearRequests()
      const { klarna_order } = await desk.side(answer.order.id)
      return { id: answer.order.id, klarnaId: klarna_order.klarna_order_id }
    }
  })

  describe("Klarna does not take a lower amount", () => {
    const takeOneBack = ({ id }: Bought) => editOrder(id, (edit) => edit.changeItem("Shirt", { quantity: 1 }))
    const putItBack = ({ id }: Bought) => editOrder(id, (edit) => edit.changeItem("Shirt", { quantity: 2 }))

    async function lowerInVain(): Promise<Bought> {
      const order = await desk.buy({ items: [{ product: "Shirt", quantity: 2 }] })
      await klarna.faults({ match: { path: "/authorization" }, fault: "403" })
      await takeOneBack(order)
      await settled()
      return order
    }

    it("keeps the edit, says what Klarna said, and no more than the order is worth can be captured", async () => {
      const order = await lowerInVain()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ order_amount: 25000 })
      expect(await desk.attention(order.id)).toMatchObject({
        code: "amount_refused",
        message: expect.stringMatching(/lowering the order from 250\.00 SEK to 150\.00 SEK and keeps what it had/),
        klarna: { code: "NOT_ALLOWED" },
        details: { target_amount: 15000, order_amount: 25000 },
      })
      await desk.expectPayment(order.id, 150)
    })

    it("is told when the merchant sends it again", async () => {
      const order = await lowerInVain()
      await klarna.clearRequests()
      await desk.sync(order.id, ["authorization"])
      expect(await desk.calls()).toEqual(["PATCH authorization"])
      await desk.expectInStep(order, 150)
      await desk.expectCaptureTakesAll(order)
    })

    it("is over when the edit is undone, without asking Klarna for what it has", async () => {
      const order = await lowerInVain()
      await klarna.clearRequests()
      await putItBack(order)
      expect(await desk.calls()).toEqual([])
      await desk.expectInStep(order, 250)
      await desk.expectCaptureTakesAll(order)
    })
  })

  describe("An edit beyond what Klarna takes for any order", () => {
    it("is not sent; Klarna keeps what it has, and the merchant reads which limit it was", async () => {
      const order = await desk.buy()
      await editOrder(order.id, (edit) => edit.changeItem("Shirt", { quantity: 20_001 }))
      expect(await desk.calls()).toEqual([])
      await expectStillGuaranteed(order, 150)
      expect(await desk.attention(order.id)).toMatchObject({
        code: "lines_unmappable",
        message: expect.stringMatching(/2000150\.00 SEK, is above Klarna's limit of 2000000\.00 SEK.*Nothing was sent/),
      })
    })

    it("is over when the order is within the limit again", async () => {
      const order = await desk.buy()
      await editOrder(order.id, (edit) => edit.changeItem("Shirt", { quantity: 20_001 }))
      await settled()
      await editOrder(order.id, (edit) => edit.changeItem("Shirt", { quantity: 2 }))
      expect(await desk.calls()).toEqual(["PATCH authorization"])
      await desk.expectInStep(order, 250)
      await desk.expectCaptureTakesAll(order)
    })
  })

  describe("An edit below what is already captured", () => {
    it("is not sent: Klarna keeps its order, and the merchant is told to refund", async () => {
      const order = await desk.buy({ items: [{ product: "Shirt", quantity: 2 }] })
      await capturePayment(order.id, { amount: 200 })
      await settled()
      await klarna.clearRequests()
      await editOrder(order.id, (edit) => edit.changeItem("Shirt", { quantity: 1 }))
      expect(await desk.calls()).toEqual([])
      expect(await klarna.order(order.klarnaId)).toMatchObject({ order_amount: 25000, captured_amount: 20000 })
      expect(await desk.attention(order.id)).toMatchObject({
        code: "below_captured",
        message: expect.stringMatching(
          /down to 150\.00 SEK, but 200\.00 SEK is already captured.*Refund the difference/
        ),
      })
      await desk.expectPayment(order.id, 0)
      expect(await readOrder(order.id)).toMatchObject({
        payment_status: "captured",
        summary: { pending_difference: -50 },
      })
    })

    it("is told when the difference is refunded", async () => {
      const order = await desk.buy({ items: [{ product: "Shirt", quantity: 2 }] })
      await capturePayment(order.id, { amount: 200 })
      await settled()
      await editOrder(order.id, (edit) => edit.changeItem("Shirt", { quantity: 1 }))
      await settled()
      await klarna.clearRequests()
      await shop.refundPayment(order.id, { amount: 50 })
      expect(await desk.calls()).toEqual(["POST refunds", "PATCH authorization"])
      expect(await klarna.order(order.klarnaId)).toMatchObject({ order_amount: 20000, refunded_amount: 5000 })
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention_code: null })
      expect(await readOrder(order.id)).toMatchObject({ summary: { pending_difference: 0 } })
    })
  })

  describe("Klarna is down while an edit is confirmed", () => {
    const happened: FaultName[] = ["cut-after"]
    const weather: FaultName[] = ["500", "503", "429", "cut-before", "slow", ...happened]

    /** It lasts: whatever else wakes the sync meanwhile, the job of the full minute too, meets it. */
    async function storm(fault: FaultName): Promise<void> {
      const match = { path: "/authorization" }
      await klarna.faults({ match, fault, delay_ms: 3000 })
      await klarna.faults({ match, fault: "503", times: 20 })
    }

    it.each(weather)("keeps the edit, and the merchant's button tells Klarna once: %s", async (fault) => {
      const order = await desk.buy()
      await storm(fault)
      await addMug(order)
      await settled()
      expect(await readOrder(order.id)).toMatchObject({ total: 190 })
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "pending", attention_code: null })

      await klarna.clearFaults()
      await desk.sync(order.id)
      expect(await desk.effects("PATCH authorization")).toBe(1)
      await desk.expectInStep(order, 190)
      await desk.expectCaptureTakesAll(order)
    })

    it.each(weather)("keeps the edit, and the job tells Klarna once when the weather clears: %s", async (fault) => {
      const order = await desk.buy()
      await storm(fault)
      await addMug(order)
      await settled()
      await klarna.clearFaults()
      await desk.reconcile(order.id)
      expect(await desk.effects("PATCH authorization")).toBe(1)
      await desk.expectInStep(order, 190)
      await desk.expectCaptureTakesAll(order)
    })

    it("tells the newest state only, when the order changed again meanwhile", async () => {
      const order = await desk.buy()
      await storm("cut-after")
      await addMug(order)
      await settled()
      await editOrder(order.id, (edit) => edit.changeItem("Shirt", { quantity: 2 }))
      await settled()
      await klarna.clearFaults()
      await desk.reconcile(order.id)
      const carriedOut = (await desk.requests()).filter(({ effect }) => effect)
      const amounts = bodiesOf<UpdateAuthorization>(carriedOut, "PATCH authorization")
      expect(amounts.map(({ order_amount }) => order_amount)).toEqual([19000, 29000])
      await desk.expectInStep(order, 290)
      await desk.expectCaptureTakesAll(order)
    })

    it("gives up after Klarna's own schedule, says so, and comes back by the merchant's button", async () => {
      const order = await desk.buy()
      await klarna.faults({ fault: "503", times: 20 })
      await addMug(order)
      await settled()
      expect((await desk.side(order.id)).klarna_order.sync_state).toBe("pending")
      for (let due = 0; due < 3; due++) await desk.reconcile(order.id)
      const told = await desk.attention(order.id)
      expect(told).toMatchObject({ code: "klarna_unavailable" })
      await klarna.clearFaults()
      await desk.sync(order.id)
      await desk.expectInStep(order, 190)
      await desk.expectCaptureTakesAll(order)
    })

    it("says that the credentials were rejected, and does not count it against the edit", async () => {
      const order = await desk.buy()
      await klarna.faults({ fault: "401-html", times: 20 })
      await addMug(order)
      await settled()
      expect(await desk.attention(order.id)).toMatchObject({ code: "credentials_rejected" })
      expect((await klarna.order(order.klarnaId)).order_amount).toBe(15000)
      await klarna.clearFaults()
      await desk.sync(order.id)
      expect(await desk.effects("PATCH authorization")).toBe(1)
      await desk.expectInStep(order, 190)
      await desk.expectCaptureTakesAll(order)
    })

    it("takes an empty 403 of Klarna's edge for a refusal that the merchant can send again", async () => {
      const order = await desk.buy()
      await klarna.faults({ match: { path: "/authorization" }, fault: "403-empty" })
      await addMug(order)
      await settled()
      expect(await desk.attention(order.id)).toMatchObject({
        code: "increase_refused",
        klarna: { code: "HTTP_403", messages: [expect.stringContaining("blocking this server's address")] },
      })
      await desk.sync(order.id, ["authorization"])
      expect(await desk.effects("PATCH authorization")).toBe(1)
      await desk.expectInStep(order, 190)
      await desk.expectCaptureTakesAll(order)
    })

    it("asks again with the same key when somebody's page came in place of Klarna's answer", async () => {
      const order = await desk.buy()
      await klarna.faults({ match: { path: "/authorization" }, fault: "not-json" })
      await addMug(order)
      await settled()
      await desk.reconcile(order.id)
      expect(await desk.effects("PATCH authorization")).toBe(1)
      await desk.expectInStep(order, 190)
      await desk.expectCaptureTakesAll(order)
    })

    it("does not take such a page for a yes when Klarna said no behind it", async () => {
      const order = await desk.buy()
      await klarna.setRisk(order.klarnaId, { increase: "refuse" })
      await klarna.faults({ match: { path: "/authorization" }, fault: "not-json" })
      await addMug(order)
      await settled()
      await desk.reconcile(order.id)
      expect((await klarna.order(order.klarnaId)).order_amount).toBe(15000)
      expect(await desk.attention(order.id)).toMatchObject({ code: "increase_refused" })
      await desk.expectPayment(order.id, 150)
    })
  })
}, impatient)
