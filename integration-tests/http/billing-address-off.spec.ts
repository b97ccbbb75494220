import { klarnaDesk } from "../store/klarna-desk"
import { klarnaStore } from "../store/klarna-store"

const retries = 0

describe("With billing addresses turned off", () => {
  klarnaStore(
    (shop) => {
      const { klarna, settled, updateOrder } = shop
      const { buy, calls, side } = klarnaDesk(shop)

      it("leaves Klarna's billing address as it was sold", async () => {
        const { id, klarnaId } = await buy()
        await updateOrder(id, { billing_address: { city: "Uppsala", postal_code: "" } })
        await settled()
        expect(await calls()).toEqual([])
        expect(await klarna.order(klarnaId)).toMatchObject({ billing_address: { city: "Stockholm" } })
        expect((await side(id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention: null, notes: [] })
      })
    },
    { options: { retries, operations: { billingAddress: "off" } } }
  )
})
