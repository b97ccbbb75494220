import { type AnyKlarna, minor, scenes } from "./any-klarna"

export function cancel(world: AnyKlarna): void {
  const { shop, klarna } = world
  const { sell, side, attention } = scenes(world)

  it("gives the buyer's reservation back", async () => {
    const sold = await sell()
    await shop.cancelOrder(sold.id)
    await shop.settled()
    expect(await klarna.order(sold.klarnaId)).toMatchObject({ status: "CANCELLED", remaining_authorized_amount: 0 })
    expect((await side(sold.id)).klarna_order).toMatchObject({ sync_state: "closed", attention_code: null })
  })

  it("of an order that is captured in part gives that part back, and the rest of the reservation", async () => {
    const sold = await sell()
    await shop.capturePayment(sold.id, { amount: 5 })
    await shop.cancelOrder(sold.id)
    await shop.settled()
    expect(await klarna.order(sold.klarnaId)).toMatchObject({
      captured_amount: minor(5),
      refunded_amount: minor(5),
      remaining_authorized_amount: 0,
    })
  })

  it("that was cancelled elsewhere already needs nobody", async () => {
    const sold = await sell()
    await klarna.elsewhere.cancel(sold.klarnaId)
    await shop.cancelOrder(sold.id)
    await shop.settled()
    expect((await side(sold.id)).klarna_order).toMatchObject({ sync_state: "closed", attention_code: null })
  })

  it("is refused when everything was captured elsewhere, and the merchant reads what the customer has paid", async () => {
    const sold = await sell()
    await klarna.elsewhere.capture(sold.klarnaId, sold.amount)
    await shop.cancelOrder(sold.id)
    await shop.settled()
    expect(await klarna.order(sold.klarnaId)).toMatchObject({ status: "CAPTURED", captured_amount: sold.amount })
    expect(await attention(sold)).toMatchObject({ code: "refund_missing", details: { amount: sold.amount } })
  })
}
