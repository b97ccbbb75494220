import { waitFor } from "../../store/wait-for"
import type { Desk } from "../desk"
import type { Window } from "../window"

/** Browsers write amounts with a space at which no line breaks. */
const total = "SEK\u00a0220.00"

export function purchase(desk: Desk): void {
  /** The shop's page: a Scarf, which is reduced to 170 kronor, and its shipping for 50. */
  async function shopping(mode: "on this page" | "on Klarna's page"): Promise<Window> {
    await desk.klarna.clearRequests()
    const shop = await desk.window()
    await shop.page.goto(desk.storefront.url)
    await shop.page.locator("::-p-xpath(//label[contains(., 'Scarf')])").click()
    await shop.press("radio", `Klarna, ${mode}`)
    await shop.screenshot(`purchase-chosen-${mode.split(" ")[1]}`)
    await shop.press("button", "Continue")
    return shop
  }

  /** From the shop's last page to the order in the admin, which says that Klarna has it. */
  async function followToAdmin(shop: Window, name: string): Promise<void> {
    await shop.sees("Thank you", "SEK 220.00")
    await shop.screenshot(`${name}-thanks`)
    const id = String(await shop.page.evaluate("document.getElementById('admin').href"))
      .split("/")
      .pop()!
    await waitFor(
      async () => (await desk.shop.admin.get<Side>(`/admin/klarna/orders/${id}`)).klarna_order.sync_state === "in_sync",
      {
        what: "the order to be in step",
      }
    )
    await shop.press("link", "See the order in Medusa's admin")
    await shop.sees("In sync", "Authorised", "SEK 220.00", "Order placed: accepted")
    await shop.screenshot(`${name}-admin`)
  }

  it("is paid in Klarna's widget, and is an order in the admin with its Klarna section", async () => {
    const shop = await shopping("on this page")
    await shop.sees("Klarna: 220.00 SEK")
    await shop.screenshot("purchase-widget")
    await shop.press("button", `Pay ${total}`)
    await shop.sees("Pay 220.00 SEK with Klarna?")
    await shop.screenshot("purchase-widget-window")
    await shop.press("button", "Approve")
    await followToAdmin(shop, "purchase-widget")
  })

  it("is paid on Klarna's page, and is an order in the admin with its Klarna section", async () => {
    const shop = await shopping("on Klarna's page")
    await shop.sees("A stand-in for Klarna's page", "Total SEK", "220.00")
    await shop.screenshot("purchase-page")
    await shop.press("button", "Pay")
    await followToAdmin(shop, "purchase-page")
  })

  it("is refused in the widget, and tried again", async () => {
    const shop = await shopping("on this page")
    await shop.press("button", `Pay ${total}`)
    await shop.press("button", "Refuse")
    await shop.sees("Klarna did not agree to this purchase. Try again")
    await shop.screenshot("purchase-widget-refused")
    expect(await desk.writes()).not.toContain("POST payments/authorizations/:id/order")
    await shop.press("button", `Pay ${total}`)
    await shop.press("button", "Approve")
    await shop.sees("Thank you")
  })

  it("is refused on Klarna's page, and tried again in the widget", async () => {
    const shop = await shopping("on Klarna's page")
    await shop.press("button", "Klarna says no")
    await shop.sees("Klarna did not agree to this purchase. Try again", "How to pay", "Scarf")
    await shop.screenshot("purchase-page-refused")
    await shop.page.locator("::-p-xpath(//label[contains(., 'Scarf')])").click()
    await shop.press("button", "Continue")
    await shop.press("button", `Pay ${total}`)
    await shop.press("button", "Approve")
    await shop.sees("Thank you")
  })

  it("says what is wrong when Klarna is down, and goes on when it is back", async () => {
    await desk.klarna.faults({ fault: "503", match: { path: "payments" }, times: 100 })
    const shop = await shopping("on this page")
    await shop.sees("Klarna did not confirm the payment session", "Try again")
    await shop.screenshot("purchase-klarna-is-down")
    await desk.klarna.clearFaults()
    await shop.press("button", "Continue")
    await shop.sees("Klarna: 220.00 SEK")
  })
}

interface Side {
  klarna_order: { sync_state: string }
}
