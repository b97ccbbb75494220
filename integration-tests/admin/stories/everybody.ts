import { opened, seriousFaults } from "../accessibility"
import type { Desk } from "../desk"
import { card } from "../window"

/** Whatever people see, hear, speak, or have for a mouse. */
export function everybody(desk: Desk): void {
  it.each([["light"], ["dark"]])(
    "has no serious accessibility issue in what belongs to an order (%s)",
    async (theme) => {
      const order = await desk.needingAttention()
      const window = await desk.window({ dark: theme === "dark" })
      await window.openOrder(order.id)
      await window.sees("Needs attention")
      expect(await seriousFaults(window.page, card)).toEqual([])
      await window.press("button", "Edit references")
      expect(await seriousFaults(window.page, card)).toEqual([])
      await window.press("button", "Klarna actions")
      expect(await seriousFaults(window.page, opened)).toEqual([])
      await window.screenshot(`attention-${theme}`)
      await window.press("menuitem", "Compare with Klarna")
      await window.sees("What would be sent")
      expect(await seriousFaults(window.page, opened)).toEqual([])
      await window.screenshot(`compare-${theme}`)
    }
  )

  it("works with the keyboard alone, and gives the focus back", async () => {
    const order = await desk.buy()
    const window = await desk.window()
    const { keyboard } = window.page
    await window.openOrder(order.id)
    await window.tabTo("Klarna actions")
    await keyboard.press("Enter")
    await window.find("menuitem", "Disconnect from Klarna")
    await keyboard.press("Escape")
    await window.hasFocus("Klarna actions")

    await keyboard.press("Enter")
    await window.arrowTo("Disconnect from Klarna")
    await keyboard.press("Enter")
    await window.sees("Disconnect this order?")
    await window.hasFocus("Keep it")
    await keyboard.press("Escape")
    await window.seesNo("Disconnect this order?")
    await window.hasFocus("Klarna actions")
    expect(await desk.calls()).toEqual([])

    await window.tabTo("Edit references")
    await keyboard.press("Enter")
    await keyboard.type("-B")
    await keyboard.press("Enter")
    await window.sees("Klarna accepted: References.")
    await window.hasFocus("Edit references")
    expect((await desk.klarna.order(order.klarnaId)).merchant_reference1).toMatch(/-B$/)

    await window.tabTo("Compare with Klarna")
    await keyboard.press("Enter")
    await window.hasFocus("Close")
    await window.sees("Nothing: Klarna has what it needs.")
    await keyboard.press("Escape")
    await window.seesNo("Medusa and Klarna side by side")
    await window.hasFocus("Compare with Klarna")
  })

  it("speaks German to a merchant who reads German", async () => {
    const order = await desk.buy({ country: "de" })
    const window = await desk.window({ language: "de" })
    await window.openOrder(order.id)
    await window.sees("Synchron", "Autorisiert", "24,90 €")
    await window.screenshot("german")
  })

  it("is dark in a dark admin", async () => {
    const order = await desk.buy()
    const window = await desk.window({ dark: true })
    await window.openOrder(order.id)
    await window.sees("In sync")
    expect(await window.brightness()).toBeLessThan(60)
    await window.screenshot("dark")
  })
}
