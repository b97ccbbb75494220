import { eventually } from "../store/wait-for"
import { type AnyKlarna, noTo, scenes, yesOrNo } from "./any-klarna"

export function edits(world: AnyKlarna): void {
  const { shop, klarna } = world
  const { sell, total, side, expectAgreement } = scenes(world)

  it("that makes the order smaller is told, and everything that is left can be captured", async () => {
    const sold = await sell()
    await shop.editOrder(sold.id, (edit) => edit.changeItem("Shirt", { quantity: 1 }))
    const order = await expectAgreement(sold)
    expect(order.order_amount).toBeLessThan(sold.amount)
    await shop.capturePayment(sold.id)
    expect(await klarna.order(sold.klarnaId)).toMatchObject({
      status: "CAPTURED",
      captured_amount: order.order_amount,
    })
  })

  it("that changes lines alone is told", async () => {
    const sold = await sell([{ product: "Shirt", quantity: 2 }])
    const price = (await shop.readOrder(sold.id)).items[0].unit_price
    await shop.editOrder(sold.id, async (edit) => {
      await edit.changeItem("Shirt", { quantity: 1 })
      await edit.addItem("Mug", { unitPrice: price })
    })
    const order = await expectAgreement(sold)
    expect(order.order_amount).toBe(sold.amount)
    expect(order.order_lines.map(({ reference }) => reference)).toContain("MUG")
  })

  it("that makes it larger is Klarna's to decide: yes, and both sides agree; no, and nothing has changed", async () => {
    const sold = await sell()
    const no = await yesOrNo(() => shop.editOrder(sold.id, (edit) => edit.addItem("Mug")))
    const order = await klarna.order(sold.klarnaId)
    if (no === undefined) {
      expect((await expectAgreement(sold)).order_amount).toBeGreaterThan(sold.amount)
    } else {
      expect(no).toMatch(/Klarna/)
      expect([order.order_amount, await total(sold.id)]).toEqual([sold.amount, sold.amount])
    }
    await shop.capturePayment(sold.id)
    expect(await klarna.order(sold.klarnaId)).toMatchObject({
      status: "CAPTURED",
      captured_amount: await total(sold.id),
    })
  })

  it("that makes it larger is refused when everything was captured elsewhere, and the order stays as it was", async () => {
    const sold = await sell()
    await klarna.elsewhere.capture(sold.klarnaId, sold.amount)
    const no = await noTo(shop.editOrder(sold.id, (edit) => edit.addItem("Mug")))
    expect(no).toContain("At Klarna the order is CAPTURED by now.")
    expect(await total(sold.id)).toBe(sold.amount)
    expect(await klarna.order(sold.klarnaId)).toMatchObject({ status: "CAPTURED", order_amount: sold.amount })
    const refused = expect.objectContaining({ kind: "authorization", outcome: "refused" })
    expect((await side(sold.id)).operations).toContainEqual(refused)
    const recorded = { status: "CAPTURED", attention_code: null }
    await eventually(async () => expect((await side(sold.id)).klarna_order).toMatchObject(recorded))
  })
}
