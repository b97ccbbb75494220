import { klarnaStore } from "../store/klarna-store"
import { parcelDesk } from "../store/parcel-desk"

const retries = 0

describe("With tracking by hand", () => {
  klarnaStore(
    (shop) => {
      const { buy, calls, side, sync, send, captures } = parcelDesk(shop)

      it("shows how many parcels wait, and tells them when the merchant says so", async () => {
        const { id, klarnaId } = await buy()
        await send(id, "SE1")
        expect(await calls()).toEqual([])
        const waiting = { code: "manual", kind: "shipping_info", asked: { parcels: 1 } }
        expect((await side(id)).klarna_order).toMatchObject({
          sync_state: "pending",
          attention: null,
          notes: [waiting],
        })

        await shop.capturePayment(id)
        await shop.settled()
        expect((await captures())[0]).not.toHaveProperty("shipping_info")
        await sync(id, ["shipping_info"])
        expect((await shop.klarna.order(klarnaId)).captures[0].shipping_info).toEqual([{ tracking_number: "SE1" }])
        expect((await side(id)).klarna_order).toMatchObject({ sync_state: "in_sync", notes: [] })
      })
    },
    { options: { retries, operations: { shippingInfo: "manual" } } }
  )
})
