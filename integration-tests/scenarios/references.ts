import { type AnyKlarna, scenes } from "./any-klarna"

export function references(world: AnyKlarna): void {
  const { shop, klarna } = world
  const { sell, act, expectAgreement, side } = scenes(world)

  it("that the merchant typed are at Klarna, and are still there after an edit [case 70]", async () => {
    const sold = await sell()
    await act(sold, "references", { merchant_reference1: "INV-1" })
    expect(await klarna.order(sold.klarnaId)).toMatchObject({ merchant_reference1: "INV-1" })
    await shop.editOrder(sold.id, (edit) => edit.changeItem("Shirt", { quantity: 1 }))
    expect(await expectAgreement(sold)).toMatchObject({
      merchant_reference1: "INV-1",
      merchant_reference2: sold.id,
    })
  })

  it("are refused for an order that was cancelled elsewhere, and the merchant hears what it is now", async () => {
    const sold = await sell()
    await klarna.elsewhere.cancel(sold.klarnaId)
    expect(await act(sold, "references", { merchant_reference1: "INV-1" })).toMatchObject({
      sync: { writes: [{ kind: "references", outcome: "refused" }] },
    })
    expect((await side(sold.id)).klarna_order).toMatchObject({ status: "CANCELLED", sync_state: "needs_attention" })
  })
}
