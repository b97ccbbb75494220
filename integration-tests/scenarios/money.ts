import { type AnyKlarna, minor, noTo, scenes } from "./any-klarna"

export function captures(world: AnyKlarna): void {
  const { shop, klarna } = world
  const { sell, currency } = scenes(world)

  it("takes everything, and Klarna has it with the order's lines", async () => {
    const sold = await sell()
    await shop.capturePayment(sold.id)
    const order = await klarna.order(sold.klarnaId)
    expect(order).toMatchObject({ status: "CAPTURED", captured_amount: sold.amount, remaining_authorized_amount: 0 })
    expect(order.captures).toHaveLength(1)
    expect(order.captures[0].order_lines).toHaveLength(order.order_lines.length)
  })

  it("takes a part, then the rest", async () => {
    const sold = await sell()
    await shop.capturePayment(sold.id, { amount: 5 })
    expect(await klarna.order(sold.klarnaId)).toMatchObject({ status: "PART_CAPTURED", captured_amount: minor(5) })
    await shop.capturePayment(sold.id, { amount: (sold.amount - minor(5)) / 100 })
    const { captures } = await klarna.order(sold.klarnaId)
    expect(captures.map(({ captured_amount }) => captured_amount)).toEqual(
      expect.arrayContaining([minor(5), sold.amount - minor(5)])
    )
  })

  it("is refused above what is left since something was captured elsewhere: the merchant reads how much that is", async () => {
    const sold = await sell()
    await klarna.elsewhere.capture(sold.klarnaId, minor(5))
    const no = await noTo(shop.capturePayment(sold.id))
    expect(no).toMatch(/^Klarna refused the capture: CAPTURE_NOT_ALLOWED/)
    expect(no).toContain(`${((sold.amount - minor(5)) / 100).toFixed(2)} ${currency()} can still be captured`)
    expect(await klarna.order(sold.klarnaId)).toMatchObject({ captured_amount: minor(5) })
  })
}

export function refunds(world: AnyKlarna): void {
  const { shop, klarna } = world
  const { sell } = scenes(world)

  async function captured() {
    const sold = await sell()
    await shop.capturePayment(sold.id)
    await shop.settled()
    return sold
  }

  it("gives a part back, then the rest", async () => {
    const sold = await captured()
    await shop.refundPayment(sold.id, { amount: 5 })
    expect(await klarna.order(sold.klarnaId)).toMatchObject({ refunded_amount: minor(5) })
    await shop.refundPayment(sold.id, { amount: (sold.amount - minor(5)) / 100 })
    expect(await klarna.order(sold.klarnaId)).toMatchObject({ refunded_amount: sold.amount, refunds: [{}, {}] })
  })

  it("is refused above what is left since something was given back elsewhere, and Medusa notes no refund", async () => {
    const sold = await captured()
    await klarna.elsewhere.refund(sold.klarnaId, minor(5))
    const no = await noTo(shop.refundPayment(sold.id, { amount: (sold.amount - minor(2)) / 100 }))
    expect(no).toMatch(/^Klarna refused the refund: .*Nothing was refunded/)
    expect(await klarna.order(sold.klarnaId)).toMatchObject({ refunded_amount: minor(5) })
    expect((await shop.readOrder(sold.id)).summary).toMatchObject({ refunded_total: 0 })
  })
}
