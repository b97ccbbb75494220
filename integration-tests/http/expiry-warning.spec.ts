import { DAY_MS, endOfAuthorisation, EXTENSION } from "../store/end-of-authorisation"
import { klarnaStore } from "../store/klarna-store"

klarnaStore(
  (shop) => {
    describe("Where nobody extends by itself", () => {
      const { buy, endsIn, job, nextLook, lookIsDue, stateOf, effects, attention } = endOfAuthorisation(shop)
      const { klarna } = shop

      it("the merchant is warned some days before an authorisation ends, until it is captured", async () => {
        const order = await buy()
        const { next_read_at, expires_at } = await nextLook(order)
        expect(expires_at.getTime() - next_read_at.getTime()).toBe(3 * DAY_MS)
        const ends = await endsIn(order, 2.5)
        await job()
        expect(await effects(EXTENSION)).toBe(0)
        expect(await attention(order.id)).toMatchObject({
          code: "expires_soon",
          message: expect.stringContaining("Klarna keeps 150.00 SEK reserved until"),
          details: { amount: 15000, expires_at: ends },
        })
        await shop.capturePayment(order.id)
        await shop.settled()
        expect(await stateOf(order)).toMatchObject({ attention_code: null, status: "CAPTURED" })
      })

      it("and the button beside the warning extends it", async () => {
        const order = await buy()
        await endsIn(order, 2.5)
        await job()
        await shop.admin.post(`/admin/klarna/orders/${order.id}/extend`)
        expect(await stateOf(order)).toMatchObject({ attention_code: null, sync_state: "in_sync" })
      })

      it("an authorisation that ended says that nobody pays any more", async () => {
        const order = await buy()
        await endsIn(order, 2.5)
        await job()
        await klarna.clock({ advance_seconds: (3 * DAY_MS) / 1000 })
        await lookIsDue(order)
        await job()
        expect(await stateOf(order)).toMatchObject({ status: "EXPIRED", attention_code: "not_covered" })
        expect(await nextLook(order)).toMatchObject({ next_read_at: null })
        await expect(shop.capturePayment(order.id)).rejects.toMatchObject({ status: 400 })
      })
    })
  },
  { options: { timeoutMs: 1000, retries: 0, readEveryDays: 0 } }
)
