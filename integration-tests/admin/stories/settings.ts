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
}
