import { seriousFaults } from "../accessibility"
import type { Desk } from "../desk"
import { card } from "../window"

export function klarnaPage(desk: Desk): void {
  it("shows what needs attention, and sends it again for several orders at once", async () => {
    const orders = [await desk.needingAttention(), await desk.needingAttention()]
    const window = await desk.window()
    await window.openKlarna()
    await window.sees("Needs attention", "Expiring soon", "In sync:")
    await window.screenshot("klarna-page")
    await window.openKlarna("attention")
    for (const { number } of orders) await window.press("checkbox", `Choose order #${number}`)
    await window.screenshot("klarna-page-attention")
    expect(await seriousFaults(window.page, card)).toEqual([])
    await window.press("button", "Send again")
    await window.sees("Sent again. Settled: 2. Still needing attention: 0. Not done: 0.")
    await window.screenshot("klarna-page-sent-again")
    for (const { klarnaId, wanted } of orders) {
      expect(await desk.klarna.order(klarnaId)).toMatchObject({ merchant_reference1: wanted })
    }
  })

  it("lets a merchant say that it was seen, with the keyboard alone", async () => {
    const order = await desk.needingAttention()
    const window = await desk.window({ dark: true })
    const { keyboard } = window.page
    await window.openKlarna("attention")
    await window.tabTo(`Choose order #${order.number}`)
    await keyboard.press("Space")
    await window.sees("1 order chosen")
    expect(await seriousFaults(window.page, card)).toEqual([])
    await window.screenshot("klarna-page-dark")
    await window.tabBackTo("I have seen it")
    await keyboard.press("Enter")
    await window.sees("Noted as seen: 1. Not done: 0.")
    await window.seesNo(`#${order.number}`)
    expect(await desk.calls()).toEqual([])
    await window.openOrder(order.id)
    await window.sees("Seen, still open", "Seen by merchant@example.com")
    await window.screenshot("seen")
  })

  it("finds an order by its reference, and leads to it", async () => {
    const order = await desk.buy()
    const { merchant_reference1: number } = await desk.klarna.order(order.klarnaId)
    const window = await desk.window()
    await window.openKlarna()
    await window.write("Search Klarna orders", order.klarnaId, "searchbox")
    await window.sees("1 of 1 results")
    await window.press("link", `#${number}`)
    await window.find("button", "Klarna actions")
    expect(new URL(window.page.url()).pathname).toBe(`/app/orders/${order.id}`)
    expect(await desk.calls()).toEqual([])
  })

  it("says above Medusa's list of orders that some need attention", async () => {
    await desk.needingAttention()
    const window = await desk.window()
    await window.openOrders()
    await window.press("link", "Show Klarna orders")
    await window.sees("Klarna orders", "Klarna refused the references")
    expect(await desk.calls()).toEqual([])
  })
}
