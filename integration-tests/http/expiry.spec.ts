import { DAY_MS, endOfAuthorisation, EXTENSION } from "../store/end-of-authorisation"
import { klarnaStore } from "../store/klarna-store"

klarnaStore(
  (shop) => {
    describe("Where the store wants authorisations to be extended", () => {
      const { buy, endsIn, job, nextLook, paidByCard, stateOf, calls, effects, attention, reconcile, expectInStep } =
        endOfAuthorisation(shop)
      const { klarna } = shop

      it("an order is looked at on that day before its end, and not sooner", async () => {
        const { next_read_at, expires_at } = await nextLook(await buy())
        expect(expires_at.getTime() - next_read_at.getTime()).toBe(4 * DAY_MS)
        expect(await effects(EXTENSION)).toBe(0)
      })

      it("the clock extends it once, and nobody has to do anything", async () => {
        const order = await buy()
        const before = await endsIn(order, 3.5)
        await job()
        expect(await calls()).toEqual(["GET order", EXTENSION, "GET order"])
        const after = await stateOf(order)
        expect(new Date(after.expires_at!).getTime()).toBeGreaterThan(Date.parse(before) + 20 * DAY_MS)
        await expectInStep(order, 150)
        await job()
        expect(await effects(EXTENSION)).toBe(1)
      })

      it("an order that is being edited on that day is extended with it, and Klarna hears of both", async () => {
        const order = await buy()
        await endsIn(order, 3.5)
        await shop.editOrder(order.id, (edit) => edit.changeItem("Shirt", { quantity: 2 }))
        await shop.settled()
        expect(await effects(EXTENSION)).toBe(1)
        expect(await effects("PATCH authorization")).toBe(1)
      })

      it("when Klarna says no, that is shown, and it is not asked again for the same date", async () => {
        const order = await buy()
        await paidByCard(order)
        await endsIn(order, 3.5)
        await job()
        expect(await attention(order.id)).toMatchObject({
          code: "extension_refused",
          message: expect.stringContaining(
            "Klarna did not extend the authorisation, so 150.00 SEK stays reserved until"
          ),
          klarna: { code: "NOT_ALLOWED", correlation_id: expect.any(String) },
          details: { amount: 15000 },
        })
        await job()
        await shop.updateOrder(order.id, { metadata: { note: "hello" } })
        await shop.settled()
        expect((await calls()).filter((call) => call === EXTENSION)).toHaveLength(1)
      })

      it("what was refused is over when the order is captured in time", async () => {
        const order = await buy()
        await paidByCard(order)
        await endsIn(order, 3.5)
        await job()
        await shop.capturePayment(order.id)
        await shop.settled()
        expect(await stateOf(order)).toMatchObject({ attention_code: null, status: "CAPTURED" })
      })

      it("when Klarna is down, it is extended on the usual schedule, once", async () => {
        const order = await buy()
        await endsIn(order, 3.5)
        await klarna.faults({ match: { path: "extend-authorization-time" }, fault: "503", times: 100 })
        await job()
        expect(await stateOf(order)).toMatchObject({ sync_state: "pending", attempts: 1 })
        await klarna.clearFaults()
        await reconcile(order.id)
        expect(await effects(EXTENSION)).toBe(1)
        await expectInStep(order, 150)
      })

      it("an extension whose answer was lost is repeated under its key: Klarna moves the date once", async () => {
        const order = await buy()
        await endsIn(order, 3.5)
        await klarna.faults({ match: { path: "extend-authorization-time" }, fault: "cut-after" })
        await job()
        await reconcile(order.id)
        expect(await effects(EXTENSION)).toBe(1)
        await expectInStep(order, 150)
      })

      it("an order that has left completely is not extended: it is time to capture, and that is said", async () => {
        const order = await buy()
        const fulfillment = await shop.fulfill(order.id)
        await shop.ship(order.id, fulfillment)
        await shop.settled()
        await endsIn(order, 2.5)
        await job()
        expect(await effects(EXTENSION)).toBe(0)
        expect(await attention(order.id)).toMatchObject({
          code: "expires_soon",
          message: expect.stringContaining("Everything is shipped: capture it before."),
        })
      })

      it("what is captured or canceled is left alone", async () => {
        const [captured, canceled] = [await buy(), await buy()]
        await shop.capturePayment(captured.id)
        await shop.cancelOrder(canceled.id)
        await shop.settled()
        await endsIn(captured, 3.5)
        await endsIn(canceled, 3.5)
        await job()
        expect(await effects(EXTENSION)).toBe(0)
      })
    })
  },
  { options: { timeoutMs: 1000, retries: 0, readEveryDays: 0, expiry: { extendDaysBefore: 4 } } }
)
