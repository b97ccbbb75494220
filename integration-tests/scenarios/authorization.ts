import { type AnyKlarna, minor, noTo, scenes } from "./any-klarna"

export function authorization(world: AnyKlarna): void {
  const { shop, klarna } = world
  const { sell, act, side } = scenes(world)

  it("is extended: it ends no sooner than before, and the order page says when", async () => {
    const sold = await sell()
    const before = await klarna.order(sold.klarnaId)
    const { klarna_order, operations } = await act(sold, "extend")
    const after = await klarna.order(sold.klarnaId)
    expect(Date.parse(after.expires_at!)).toBeGreaterThanOrEqual(Date.parse(before.expires_at!))
    expect(Date.parse(String(klarna_order.expires_at))).toBe(Date.parse(after.expires_at!))
    expect(operations[0]).toMatchObject({ kind: "extend", outcome: "accepted" })
  })

  it("is not extended when the order was cancelled elsewhere, and the merchant reads it", async () => {
    const sold = await sell()
    await klarna.elsewhere.cancel(sold.klarnaId)
    expect(await noTo(act(sold, "extend"))).toMatch(/^Klarna did not extend the authorisation/)
    expect((await side(sold.id)).operations[0]).toMatchObject({ kind: "extend", outcome: "refused" })
  })

  it("is given up for what is not captured", async () => {
    const sold = await sell()
    await shop.capturePayment(sold.id, { amount: 5 })
    await act(sold, "release")
    const released = await klarna.order(sold.klarnaId)
    expect(released).toMatchObject({ captured_amount: minor(5), remaining_authorized_amount: 0 })
  })

  it("is not given up when the rest was captured elsewhere, and the merchant reads it", async () => {
    const sold = await sell()
    await shop.capturePayment(sold.id, { amount: 5 })
    await shop.settled()
    await klarna.elsewhere.capture(sold.klarnaId, sold.amount - minor(5))
    expect(await noTo(act(sold, "release"))).toMatch(/^Klarna did not release the rest/)
    expect(await klarna.order(sold.klarnaId)).toMatchObject({ status: "CAPTURED", captured_amount: sold.amount })
  })
}
