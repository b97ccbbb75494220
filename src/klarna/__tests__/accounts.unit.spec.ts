import { accountFor, accountOf, usernameHash, type Account } from "../accounts"

const account = (id: string, more: Partial<Account> = {}): Account => ({
  id,
  username: `K-${id}`,
  password: "p",
  environment: "live",
  region: "eu",
  retired: false,
  ...more,
})

const accounts = [
  account("old", { retired: true }),
  account("nordic", { countries: ["SE", "NO"] }),
  account("euro", { countries: ["DE", "FR"] }),
  account("rest"),
  account("america", { region: "na" }),
]

it.each([
  [{ country: "SE" }, "nordic"],
  [{ country: "se", currency: "SEK" }, "nordic"],
  [{ country: "FR" }, "euro"],
  [{ country: "PL" }, "rest"],
  [{ country: "US" }, "america"],
  [{ country: "AU" }, "rest"],
  [{ currency: "nok" }, "nordic"],
  [{ currency: "EUR" }, "euro"],
  [{ currency: "PLN" }, "rest"],
  [{}, "rest"],
])("a sale to %j goes through the account %s [case 78]", (sale, id) => {
  expect(accountFor({ accounts }, sale)?.id).toBe(id)
})

it("sells through nobody where no account claims the country and none takes the rest", () => {
  const claimed = [account("nordic", { countries: ["SE"] }), account("old", { retired: true })]
  expect(accountFor({ accounts: claimed }, { country: "DE" })).toBeUndefined()
})

it("does not guess between two accounts of one currency", () => {
  const two = [account("de", { countries: ["DE"] }), account("fr", { countries: ["FR"] })]
  expect(accountFor({ accounts: two }, { currency: "EUR" })).toBeUndefined()
})

const sold = { account_id: "old", environment: "live", region: "eu" }

it("finds the account of an old order even when it sells no more", () => {
  expect(accountOf({ accounts }, sold)?.id).toBe("old")
})

it.each([{ account_id: "gone" }, { environment: "playground" }, { region: "na" }])(
  "finds no account for an order that differs in %j",
  (change) => {
    expect(accountOf({ accounts }, { ...sold, ...change })).toBeUndefined()
  }
)

it("tells user names apart without keeping them", () => {
  expect(usernameHash("K123_abc")).toMatch(/^[0-9a-f]{16}$/)
  expect(usernameHash("K123_abc")).toBe(usernameHash("K123_abc"))
  expect(usernameHash("K123_abc")).not.toBe(usernameHash("K123_abd"))
})
