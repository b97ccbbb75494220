import { seriousFaults } from "../accessibility"
import type { Desk } from "../desk"

export function settings(desk: Desk): void {
  it("tests the connection of an account, and says in words what came of it", async () => {
    const window = await desk.window()
    await window.openSettings()
    await window.sees("europe", "america", "former", "Retired", "This account talks to a simulator, not to Klarna")
    await window.screenshot("settings")

    await window.press("button", "Test connection: europe")
    await window.sees("Klarna accepts the credentials")
    await window.press("button", "Test connection: former")
    await window.sees("Klarna rejects the credentials")
    await desk.klarna.faults({ fault: "cut-before", times: 100 })
    await window.press("button", "Test connection: america")
    await window.sees("Klarna does not answer")
    await window.screenshot("settings-tested")
    expect(await seriousFaults(window.page, "main")).toEqual([])
    expect(await window.text()).not.toContain("not the password")
  })

  it("finds an order that another Klarna plugin sold, and adopts it without telling Klarna anything", async () => {
    const order = await desk.buy()
    await desk.soldByOtherPlugin(order)
    const window = await desk.window()
    await window.openSettings()
    await window.write("Payment provider", "pp_other-klarna_*")
    await window.write("Where Klarna's order id is", "data.klarna.id")
    await window.press("button", "Look, change nothing")
    await window.sees("Finished", "1 of 1 payments", "Adopt 1 order")
    await (await window.find("button", "Adopt 1 order"))?.scrollIntoView()
    await window.screenshot("settings-backfill")
    expect(await seriousFaults(window.page, "main")).toEqual([])

    await window.press("button", "Adopt 1 order")
    await window.sees("Their payments go to this plugin")
    await window.press("button", "Adopt")
    await window.sees("Adoption", "Adopted")
    expect(await desk.writes()).toEqual([])
    await window.openOrder(order.id)
    await window.sees("In sync")
  })
}
