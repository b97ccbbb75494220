import { type AnyKlarna, scenes } from "./any-klarna"

export function purchase(world: AnyKlarna): void {
  const { shop, klarna } = world
  const { sell, side, expectAgreement } = scenes(world)

  it("reaches Klarna with its lines and numbers, and is acknowledged", async () => {
    const sold = await sell([{ product: "Shirt", quantity: 2 }, { product: "Mug" }])
    const { display_id } = await shop.readOrder(sold.id)
    const order = await expectAgreement(sold)
    expect(order).toMatchObject({ status: "AUTHORIZED", captured_amount: 0, remaining_authorized_amount: sold.amount })
    expect(order).toMatchObject({ merchant_reference1: String(display_id), merchant_reference2: sold.id })
    expect(order.order_lines.map(({ reference }) => reference)).toEqual(expect.arrayContaining(["SHIRT", "MUG"]))
    const { operations } = await side(sold.id)
    expect(operations).toContainEqual(expect.objectContaining({ kind: "acknowledge", outcome: "accepted" }))
  })

  it("is none without the buyer's approval: Klarna places no order", async () => {
    const checkout = await shop.choosePayment(await shop.fillCart({ country: world.country() }))
    await shop.authorize(checkout, { authorization_token: "00000000-0000-4000-8000-000000000000" })
    const answer = await shop.complete(checkout.cartId)
    expect(answer).toMatchObject({
      type: "cart",
      error: { message: expect.stringContaining("Klarna placed no order") },
    })
  })

  it("is known to its own account only", async () => {
    await expect(klarna.order("00000000-0000-4000-8000-000000000000")).rejects.toThrow(/Klarna answered 404/)
  })
}
