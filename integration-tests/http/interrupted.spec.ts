import { ContainerRegistrationKeys, generateEntityId } from "@medusajs/framework/utils"
import { klarnaDesk } from "../store/klarna-desk"
import { runReconcileJob } from "../store/klarna-side"
import { klarnaStore } from "../store/klarna-store"
import { livePaymentsOf } from "../store/merchant"

const twoShirts = { items: [{ product: "Shirt" as const, quantity: 2 }] }
/** So that Klarna is back for what comes next. See `retries` in src/klarna/settings.ts. */
const ATTEMPTS_OF_ONE_CALL = 3

/** What really was interrupted is told in integration-tests/crash: here is what only looks so to a careless eye. */
klarnaStore((shop) => {
  const {
    capturePayment,
    refundPayment,
    cancelOrder,
    beginEdit,
    editOrder,
    choosePayment,
    fillCart,
    klarna,
    authorize,
  } = shop
  const { container, readOrder, settled } = shop
  const desk = klarnaDesk(shop)

  const tenMinutesLater = () => minutesLater(10)

  /** The job, so many minutes later. */
  async function minutesLater(minutes: number) {
    await settled()
    const knex = container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
    for (const table of ["capture", "refund", "order_payment_collection"]) {
      await knex(table).update({ created_at: knex.raw("created_at - make_interval(mins => ?)", [minutes]) })
    }
    await klarna.clearRequests()
    return runReconcileJob(container())
  }

  it("does not make captures and refunds again that came to their end", async () => {
    const order = await desk.buy(twoShirts)
    await capturePayment(order.id, { amount: 100 })
    await capturePayment(order.id, { amount: 150 })
    await refundPayment(order.id, { amount: 50 })
    expect(await tenMinutesLater()).toMatchObject({ interrupted: 0 })
    expect(await desk.effects("POST captures")).toBe(0)
  })

  it("does not give the money of a canceled order back twice", async () => {
    const order = await desk.buy(twoShirts)
    await capturePayment(order.id)
    await cancelOrder(order.id)
    const before = await readOrder(order.id)
    expect(await tenMinutesLater()).toMatchObject({ interrupted: 0 })
    expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: 25000 })
    expect((await readOrder(order.id)).summary).toEqual(before.summary)
  })

  describe("Several of one payment that died one after the other", () => {
    /** What core writes first, and all that it wrote. Amounts in major units. */
    async function begun(table: "capture" | "refund", prefix: string, orderId: string, amounts: number[]) {
      const knex = container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
      const [{ id: payment_id }] = livePaymentsOf(await readOrder(orderId))
      for (const amount of amounts) {
        const raw_amount = { value: String(amount), precision: 20 }
        await knex(table).insert({ id: generateEntityId(undefined, prefix), payment_id, amount, raw_amount })
      }
    }
    const paid = async (orderId: string) => (await readOrder(orderId)).summary as unknown as Record<string, number>

    it("are captured each with its own amount, and the order counts what was captured", async () => {
      const order = await desk.buy(twoShirts)
      await begun("capture", "capt", order.id, [100, 60])
      expect(await tenMinutesLater()).toMatchObject({ interrupted: 2 })
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: 16000, order_amount: 25000 })
      expect(await paid(order.id)).toMatchObject({ paid_total: 160, pending_difference: 90 })
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ captured_amount: 16000, attention_code: null })
    })

    it("are refunded each with its own amount", async () => {
      const order = await desk.buy(twoShirts)
      await capturePayment(order.id)
      await begun("refund", "ref", order.id, [30, 20])
      expect(await tenMinutesLater()).toMatchObject({ interrupted: 2 })
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: 5000 })
      expect(await paid(order.id)).toMatchObject({ refunded_total: 50 })
    })

    it("are said to be missing by a merchant's look before that, and no more after it", async () => {
      const order = await refundedHalfway([30])
      await desk.sync(order.id)
      expect(await desk.attention(order.id)).toMatchObject({
        code: "refund_not_made",
        message: expect.stringMatching(/shows 30\.00 SEK as refunded that Klarna has not given to the customer/),
        details: { amount: 3000, in_medusa: 3000, at_klarna: 0 },
      })
      expect(await desk.effects("POST refunds")).toBe(0)
      await desk.reconcile(order.id)
      expect(await desk.effects("POST refunds")).toBe(0)
      expect(await tenMinutesLater()).toMatchObject({ interrupted: 1 })
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: 3000 })
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention_code: null })
    })

    it.each<[string, number[], number]>([
      ["one", [30], 3000],
      ["two in one sum", [30, 20], 5000],
    ])("are not paid twice when the merchant gave the money back in Klarna's portal: %s", async (_, amounts, given) => {
      const order = await refundedHalfway(amounts)
      await klarna.portal(order.klarnaId, "refund", given)
      await desk.sync(order.id)
      expect(await tenMinutesLater()).toMatchObject({ interrupted: amounts.length })
      await settled()
      expect(await desk.effects("POST refunds")).toBe(0)
      expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: given })
      expect(await paid(order.id)).toMatchObject({ refunded_total: given / 100 })
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention_code: null })
    })

    it.each([
      ["looked at before", true],
      ["not looked at before", false],
    ])("are not charged twice when the merchant captured in Klarna's portal: %s", async (_, isLookedAt) => {
      const order = await desk.buy(twoShirts)
      await begun("capture", "capt", order.id, [100])
      await klarna.portal(order.klarnaId, "capture", 10000)
      if (isLookedAt) await desk.sync(order.id)
      expect(await tenMinutesLater()).toMatchObject({ interrupted: 1 })
      await settled()
      expect(await desk.effects("POST captures")).toBe(0)
      expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: 10000 })
      expect(await paid(order.id)).toMatchObject({ paid_total: 100, pending_difference: 150 })
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ captured_amount: 10000, attention_code: null })
    })

    it("are made although another system made the same before the order was adopted", async () => {
      const order = await desk.buy(twoShirts)
      await capturePayment(order.id, { amount: 100 })
      await refundPayment(order.id, { amount: 30 })
      const knex = container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
      await knex("klarna_operation").where({ order_id: order.id }).whereIn("kind", ["capture", "refund"]).del()
      await begun("capture", "capt", order.id, [100])
      await begun("refund", "ref", order.id, [30])
      expect(await tenMinutesLater()).toMatchObject({ interrupted: 2 })
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: 20000, refunded_amount: 6000 })
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention_code: null })
    })

    it.each([
      ["capture", "captured_amount"],
      ["refund", "refunded_amount"],
    ] as const)("wait for Klarna while it is away: a %s", async (what, sum) => {
      const order = what === "refund" ? await refundedHalfway([30]) : await desk.buy(twoShirts)
      if (what === "capture") await begun("capture", "capt", order.id, [30])
      await klarna.faults({ fault: "503", times: 50 })
      for (const _ of ["once", "twice"]) expect(await tenMinutesLater()).toMatchObject({ interrupted: 1 })
      await klarna.clearFaults()
      expect(await tenMinutesLater()).toMatchObject({ interrupted: 1 })
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ [sum]: 3000 })
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention_code: null })
    })

    it("wait for one another, so that each is told to the order with its own amount", async () => {
      const order = await desk.buy(twoShirts)
      await begun("capture", "capt", order.id, [100, 60])
      await klarna.faults({ match: { method: "GET" }, fault: "503", times: ATTEMPTS_OF_ONE_CALL })
      expect(await tenMinutesLater()).toMatchObject({ interrupted: 2 })
      expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: 0 })
      await klarna.clearFaults()
      expect(await tenMinutesLater()).toMatchObject({ interrupted: 2 })
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: 16000, order_amount: 25000 })
      expect(await paid(order.id)).toMatchObject({ paid_total: 160, pending_difference: 90 })
    })

    it("are refunded once, although Medusa cannot write a refund down while an edit of the order is open", async () => {
      const order = await desk.buy(twoShirts)
      await capturePayment(order.id)
      const edit = await beginEdit(order.id)
      await expect(refundPayment(order.id, { amount: 50 })).rejects.toThrow(/active order change/)
      for (const minutes of [10, 1, 1, 1, 10, 1]) await minutesLater(minutes)
      expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: 5000 })

      await edit.cancel()
      expect(await tenMinutesLater()).toMatchObject({ interrupted: 1 })
      expect(await tenMinutesLater()).toMatchObject({ interrupted: 0 })
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: 5000 })
      expect(await paid(order.id)).toMatchObject({ refunded_total: 50 })
      expect((await desk.side(order.id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention_code: null })
    })

    it("are left alone when Klarna made them and the order was canceled since: core writes nothing down there", async () => {
      const order = await desk.buy(twoShirts)
      await capturePayment(order.id)
      const edit = await beginEdit(order.id)
      await expect(refundPayment(order.id, { amount: 50 })).rejects.toThrow(/active order change/)
      await edit.cancel()
      const knex = container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
      await knex("order").where({ id: order.id }).update({ status: "canceled" })
      expect(await tenMinutesLater()).toMatchObject({ interrupted: 0 })
      expect(await klarna.order(order.klarnaId)).toMatchObject({ refunded_amount: 5000 })
    })

    it("are captured once, although Medusa could not write the capture down for a while", async () => {
      const order = await desk.buy(twoShirts)
      await begun("capture", "capt", order.id, [100])
      const mend = await breakTransactions()
      for (const minutes of [10, 1, 1, 1, 10, 1]) await minutesLater(minutes)
      expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: 10000 })

      await mend()
      await tenMinutesLater()
      expect(await tenMinutesLater()).toMatchObject({ interrupted: 0 })
      await settled()
      expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: 10000 })
      expect(await paid(order.id)).toMatchObject({ paid_total: 100, pending_difference: 150 })
    })

    it("are the merchant's again when Klarna refuses", async () => {
      const order = await desk.buy(twoShirts)
      await begun("capture", "capt", order.id, [30])
      await klarna.faults({ match: { path: "/captures" }, fault: "403" })
      expect(await tenMinutesLater()).toMatchObject({ interrupted: 1 })
      await settled()
      expect(await tenMinutesLater()).toMatchObject({ interrupted: 0 })
      expect(await klarna.order(order.klarnaId)).toMatchObject({ captured_amount: 0 })
      await desk.expectCaptureTakesAll(order)
    })

    /** The last thing that core writes of a capture or refund fails. @returns what ends that. */
    async function breakTransactions() {
      const knex = container().resolve(ContainerRegistrationKeys.PG_CONNECTION)
      await knex.raw(`ALTER TABLE order_transaction ADD CONSTRAINT broken CHECK (false) NOT VALID`)
      return () => knex.raw(`ALTER TABLE order_transaction DROP CONSTRAINT broken`)
    }

    async function refundedHalfway(amounts: number[]) {
      const order = await desk.buy(twoShirts)
      await capturePayment(order.id)
      await begun("refund", "ref", order.id, amounts)
      return order
    }
  })

  it("leaves a buyer alone who has approved and did not complete the cart", async () => {
    const checkout = await choosePayment(await fillCart(twoShirts))
    const { authorization_token } = await klarna.approve(String(checkout.session.data.klarna_session_id))
    await authorize(checkout, { authorization_token })
    expect(await tenMinutesLater()).toMatchObject({ interrupted: 0 })
    expect(await klarna.orders()).toEqual([])
  })

  it("leaves the payment of an edited order to the sync", async () => {
    const order = await desk.buy(twoShirts)
    await editOrder(order.id, (edit) => edit.addItem("Mug"))
    expect(await tenMinutesLater()).toMatchObject({ interrupted: 0 })
    await desk.expectInStep(order, 290)
  })
})
