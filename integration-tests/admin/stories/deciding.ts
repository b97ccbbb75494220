import type { Desk } from "../desk"

const dayOf = (time?: string) => new Intl.DateTimeFormat("en", { dateStyle: "medium" }).format(new Date(time ?? 0))

export function deciding(desk: Desk): void {
  it("cancels after a question that names the amount [case 57]", async () => {
    const order = await desk.buy()
    const window = await desk.window()
    await window.openOrder(order.id)
    await window.choose("Cancel the order")
    await window.sees("Cancel the order?", "SEK 230.00 that Klarna holds for you is given up")
    await window.screenshot("cancel")
    await window.press("button", "Keep it")
    await window.seesNo("Cancel the order?")
    expect(await desk.calls()).toEqual([])
    await window.choose("Cancel the order")
    await window.press("button", "Cancel the order")
    await window.sees("Cancelled", "Cancel: accepted")
    await window.screenshot("canceled")
    expect(await desk.klarna.order(order.klarnaId)).toMatchObject({ status: "CANCELLED" })
    expect(await desk.shop.merchant.readOrder(order.id)).toMatchObject({ status: "canceled" })
  })

  it("changes the order that its tab shows, while another one is open beside it [case 82]", async () => {
    const [one, other] = [await desk.buy(), await desk.buy()]
    const [beside, window] = [await desk.window(), await desk.window()]
    await beside.openOrder(other.id)
    await beside.sees("In sync")
    await window.openOrder(one.id)
    await window.choose("Cancel the order")
    await window.press("button", "Cancel the order")
    await window.sees("Cancelled", "Cancel: accepted")
    expect(await desk.klarna.order(one.klarnaId)).toMatchObject({ status: "CANCELLED" })
    expect(await desk.klarna.order(other.klarnaId)).toMatchObject({ status: "AUTHORIZED" })
    await beside.page.bringToFront()
    await beside.choose("Disconnect from Klarna")
    await beside.press("button", "Disconnect")
    await beside.sees("Disconnected by merchant@example.com", "Authorised")
    expect(await desk.writes()).toEqual(["POST cancel"])
  })

  it("says in the menu why something cannot be done [case 46]", async () => {
    const order = await desk.buy()
    const window = await desk.window()
    await window.openOrder(order.id)
    await window.press("button", "Klarna actions")
    await window.sees("Release the remaining amount", "Nothing is captured yet: cancel instead.")
    await window.screenshot("menu")
    expect(await desk.calls()).toEqual([])
  })

  it("extends the time in which Klarna can be charged [case 57]", async () => {
    const order = await desk.buy()
    const before = await desk.klarna.order(order.klarnaId)
    await desk.klarna.clock({ advance_seconds: 3 * 24 * 60 * 60 })
    const window = await desk.window()
    await window.openOrder(order.id)
    await window.choose("Extend the authorisation")
    await window.sees("Extension: accepted")
    const after = await desk.klarna.order(order.klarnaId)
    expect(String(after.expires_at) > String(before.expires_at)).toBe(true)
    await window.sees(dayOf(after.expires_at))
    expect(await desk.writes()).toEqual(["POST extend-authorization-time"])
  })

  it("releases what is not captured, after a question that names the amount", async () => {
    const order = await desk.buy()
    await desk.shop.merchant.capturePayment(order.id, { amount: 100 })
    const window = await desk.window()
    await window.openOrder(order.id)
    await window.sees("Partly captured")
    await window.choose("Release the remaining amount")
    await window.sees("Release the remaining amount?", "SEK 130.00 that is not captured")
    await window.screenshot("release")
    await window.press("button", "Release")
    await window.sees("Release of the remaining amount: accepted")
    expect((await window.text()).replace(/\s+/g, " ")).toContain("Still to be captured SEK 0.00")
    await window.screenshot("released")
    const klarna = await desk.klarna.order(order.klarnaId)
    expect(klarna).toMatchObject({ captured_amount: 10000, remaining_authorized_amount: 0 })
  })

  it("disconnects, and shows the difference before it connects again", async () => {
    const order = await desk.buy()
    const window = await desk.window()
    await window.openOrder(order.id)
    await window.choose("Disconnect from Klarna")
    await window.sees("Disconnect this order?", "SEK 230.00 stays authorised.")
    await window.press("button", "Disconnect")
    await window.sees("Disconnected by merchant@example.com")
    await window.screenshot("disconnected")

    await desk.shop.merchant.updateOrder(order.id, { shipping_address: { city: "Uppsala" } })
    await desk.shop.merchant.editOrder(order.id, (edit) => edit.removeItem("Mug"))
    await desk.klarna.clearRequests()
    await window.press("button", "Reconnect to Klarna")
    await window.sees(
      "This is how the order and Klarna differ now.",
      "Stockholm",
      "Uppsala",
      "SEK 230.00",
      "SEK 150.00"
    )
    await window.screenshot("reconnecting")
    expect(await desk.calls()).toEqual(["GET order"])
    await window.press("button", "Reconnect and send")
    await window.sees("In sync", "Reconnected")
    const klarna = await desk.klarna.order(order.klarnaId)
    expect(klarna).toMatchObject({ order_amount: 15000, shipping_address: { city: "Uppsala" } })
  })

  it("tells the second of two merchants what the first has done meanwhile", async () => {
    const order = await desk.buy()
    const [first, second] = [await desk.window(), await desk.window()]
    await first.openOrder(order.id)
    await second.openOrder(order.id)
    await first.page.bringToFront()
    await first.choose("Cancel the order")
    await first.press("button", "Cancel the order")
    await first.sees("Cancel: accepted")
    await second.page.bringToFront()
    await second.choose("Extend the authorisation")
    await second.sees("Cancelled", "Cancel: accepted")
    await second.screenshot("second-merchant")
    expect(await desk.writes()).toEqual(["POST cancel"])
  })
}
