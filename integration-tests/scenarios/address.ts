import { eventually } from "../store/wait-for"
import { type AnyKlarna, noTo, scenes, yesOrNo } from "./any-klarna"

export function address(world: AnyKlarna): void {
  const { shop, klarna } = world
  const { sell, side, expectDelivery } = scenes(world)

  it("is Klarna's to agree to: yes, and it delivers there; no, and the order keeps the old one", async () => {
    const sold = await sell()
    const before = (await shop.readOrder(sold.id)).shipping_address!.city
    const no = await yesOrNo(() => shop.updateOrder(sold.id, { shipping_address: { city: "Uppsala" } }))
    await shop.settled()
    const { city } = (await shop.readOrder(sold.id)).shipping_address!
    expect(city).toBe(no === undefined ? "Uppsala" : before)
    if (no === undefined) await expectDelivery(sold, "city", "Uppsala")
    else expect((await side(sold.id)).operations[0]).toMatchObject({ kind: "shipping_address", outcome: "refused" })
  })

  it("is refused for an order that was cancelled elsewhere, and the order keeps the old one", async () => {
    const sold = await sell()
    const { city } = (await shop.readOrder(sold.id)).shipping_address!
    await klarna.elsewhere.cancel(sold.klarnaId)
    const no = await noTo(shop.updateOrder(sold.id, { shipping_address: { city: "Uppsala" } }))
    expect(no).toContain("CANCELLED")
    expect((await shop.readOrder(sold.id)).shipping_address).toMatchObject({ city })
    await eventually(async () => expect((await side(sold.id)).klarna_order).toMatchObject({ status: "CANCELLED" }))
    await shop.settled()
  })
}
