import { klarnaStore } from "../store/klarna-store"
import { parcelDesk } from "../store/parcel-desk"

const retries = 0

describe("With tracking turned off", () => {
  klarnaStore(
    (shop) => {
      const { buy, side, sync, send, captures, shippingCalls } = parcelDesk(shop)

      it("tells Klarna of no parcel, and says when goods will leave that have not", async () => {
        const { id } = await buy()
        await shop.capturePayment(id, { amount: 50 })
        expect(await captures()).toEqual([expect.objectContaining({ shipping_delay: 4 })])
        await send(id, "SE1")
        await shop.capturePayment(id, { amount: 100 })
        await sync(id)
        expect((await captures())[1]).not.toHaveProperty("shipping_delay")
        expect((await captures())[1]).not.toHaveProperty("shipping_info")
        expect(await shippingCalls()).toEqual([])
        expect((await side(id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention: null, notes: [] })
      })
    },
    { options: { retries, operations: { shippingInfo: "off" }, shippingDelayDays: 4 } }
  )
})
