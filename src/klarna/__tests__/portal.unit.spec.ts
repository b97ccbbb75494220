import type { Account } from "../accounts"
import { portalUrlOf } from "../portal"

const account = (more: Partial<Account>): Account => ({
  ...{ id: "default", username: "K123456_abcdef", password: "p", environment: "live", region: "eu", retired: false },
  ...more,
})

it.each<[string, Partial<Account>, string | undefined]>([
  ["live", {}, "https://portal.klarna.com/orders/all/merchants/K123456/orders/an%20id"],
  [
    "the playground",
    { environment: "playground", username: "PK9_ab" },
    "https://portal.playground.klarna.com/orders/all/merchants/PK9/orders/an%20id",
  ],
  ["an account whose user name is a key id", { username: "1ac7-88" }, "https://portal.klarna.com/orders"],
  ["the simulator", { environment: "playground", baseUrl: "http://127.0.0.1:8089" }, undefined],
])("finds an order of %s in the portal", (_, more, url) => {
  expect(portalUrlOf(account(more), "an id")).toBe(url)
})
