import { klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"

const retries = 0
const manual = { code: "manual", kind: "billing_address" }

describe("With billing addresses by hand", () => {
  klarnaStore(
    (shop) => {
      const { klarna, settled, updateOrder } = shop
      const { buy, calls, side, sync, expectCaptureTakesAll } = klarnaDesk(shop)

      it("shows the difference and sends it when the merchant says so", async () => {
        await klarna.switches({ billing_address_update: "accept" })
        const { id, klarnaId } = await buy()
        await updateOrder(id, { billing_address: { city: "Uppsala" } })
        await settled()
        expect(await calls()).toEqual([])
        expect((await side(id)).klarna_order).toMatchObject({ sync_state: "pending", attention: null, notes: [manual] })

        await sync(id)
        expect(await calls()).toEqual([])
        await sync(id, ["billing_address"])
        expect(await calls()).toEqual(["PATCH customer-details"])
        expect(await klarna.order(klarnaId)).toMatchObject({ billing_address: { city: "Uppsala" } })
        expect((await side(id)).klarna_order).toMatchObject({ sync_state: "in_sync", notes: [] })
      })

      it("still tells the delivery address by itself, and captures", async () => {
        const order = await buy()
        await updateOrder(order.id, { shipping_address: { city: "Uppsala" } })
        await settled()
        expect(await calls()).toEqual(["PATCH customer-details"])
        await expectCaptureTakesAll(order)
      })
    },
    { options: { retries, operations: { billingAddress: "manual" } } }
  )
})
