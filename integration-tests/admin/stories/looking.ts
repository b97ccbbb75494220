import { providers } from "../../store/catalog"
import type { Desk } from "../desk"

export function looking(desk: Desk): void {
  it("shows an order that is in sync, with one request to the store and none to Klarna", async () => {
    const order = await desk.buy()
    const window = await desk.window()
    await window.openOrder(order.id)
    await window.sees("In sync", "Authorised", "SEK 230.00", "Playground", "Order placed: accepted")
    await window.idle()
    expect(window.klarnaAnswers()).toEqual([`200 GET /admin/klarna/orders/${order.id}`])
    expect(await desk.calls()).toEqual([])
    await window.screenshot("in-sync")
  })

  it("shows nothing for an order that was not paid with Klarna", async () => {
    const { id } = await desk.shop.shopper.placeOrder({ provider: providers.manual })
    const window = await desk.window()
    await window.openOrder(id, "Payments")
    await window.idle()
    expect(window.klarnaAnswers()).toEqual([`404 GET /admin/klarna/orders/${id}`])
    expect(await window.page.$$("::-p-xpath(//h2[.='Klarna'])")).toEqual([])
  })

  it.each([["503"], ["cut-before"]] as const)(
    "shows what is remembered while Klarna is down (%s), and compares when it is back",
    async (fault) => {
      const order = await desk.buy()
      await desk.klarna.faults({ fault, times: 100 })
      const window = await desk.window()
      await window.openOrder(order.id)
      await window.sees("In sync", "SEK 230.00")
      await window.press("button", "Compare with Klarna")
      await window.find("button", "Try again")
      await window.screenshot(`klarna-is-down-${fault}`)
      await desk.klarna.clearFaults()
      await window.press("button", "Try again")
      await window.sees("Medusa and Klarna side by side", "Nothing: Klarna has what it needs.")
      await window.screenshot("compared")
    }
  )

  it.each([
    ["Klarna rejects the credentials", "401-html"],
    ["Klarna does not show the order", "404"],
  ] as const)("shows what is remembered, and says why it cannot be compared, when %s [case 11]", async (_, fault) => {
    const order = await desk.buy()
    await desk.klarna.faults({ fault, times: 100 })
    const window = await desk.window()
    await window.openOrder(order.id)
    await window.sees("In sync", "SEK 230.00")
    await window.press("button", "Compare with Klarna")
    await window.sees(fault === "404" ? "Klarna does not let this account read the order" : "Correct the credentials")
    await window.screenshot(`compare-${fault}`)
  })

  it("keeps an order's last state when the store itself does not answer [case 11]", async () => {
    const order = await desk.buy()
    const window = await desk.window()
    await window.withoutStore("/admin/klarna/", async () => {
      await window.openOrder(order.id)
      await window.sees("The store did not answer, so Klarna's side cannot be shown at the moment. Nothing is lost.")
      await window.screenshot("store-does-not-answer")
    })
    await window.press("button", "Try again")
    await window.sees("In sync", "SEK 230.00")
  })

  it("becomes in sync by itself when a pending change has reached Klarna", async () => {
    const order = await desk.buy()
    await desk.klarna.faults({ fault: "503", times: 100 })
    await desk.shop.merchant.updateOrder(order.id, { shipping_address: { city: "Uppsala" } })
    const window = await desk.window()
    await window.openOrder(order.id)
    await window.sees("Pending", "Klarna does not know yet", "Shipping address: City")
    await window.screenshot("pending")
    await desk.klarna.clearFaults()
    await desk.sync(order)
    await window.sees("In sync")
    await window.seesNo("Klarna does not know yet")
    expect((await desk.klarna.order(order.klarnaId)).shipping_address).toMatchObject({ city: "Uppsala" })
  })
}
