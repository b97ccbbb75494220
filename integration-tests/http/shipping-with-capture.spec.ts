import { klarnaStore } from "../store/klarna-store"
import { parcelDesk } from "../store/parcel-desk"

const retries = 0

describe("With captures on shipment", () => {
  klarnaStore(
    (shop) => {
      const { buy, sync, send, shippingCalls, effects } = parcelDesk(shop)
      const { klarna } = shop

      it("tells the parcel with the capture, in one call", async () => {
        const { id, klarnaId } = await buy()
        await send(id, "SE1")
        await sync(id)
        expect(await shippingCalls()).toEqual([])
        const { shipping_info = [], captures } = await klarna.order(klarnaId)
        expect([shipping_info, captures.map((capture) => capture.shipping_info)]).toEqual([
          [],
          [[{ tracking_number: "SE1" }]],
        ])
      })

      it("tells it for the order when Klarna refuses the capture", async () => {
        const { id, klarnaId } = await buy()
        await klarna.faults({ match: { path: "/captures" }, fault: "403" })
        await send(id, "SE1")
        await sync(id)
        expect((await klarna.order(klarnaId)).shipping_info).toEqual([{ tracking_number: "SE1" }])
        expect(await effects("POST captures")).toBe(0)
      })
    },
    { options: { retries, captureOnShipment: true } }
  )
})
