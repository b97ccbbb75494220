import { accountFor, accountOf, usernameHash, type Account } from "../accounts"
import { parseKlarnaOptions } from "../options"

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

describe("Accounts by sales channel and region", () => {
  const places = [
    account("b2b", { salesChannels: ["sc_b2b"] }),
    account("outlet", { salesChannels: ["sc_outlet"], medusaRegions: ["reg_se"], countries: ["SE"] }),
    account("south", { medusaRegions: ["reg_it", "reg_es"] }),
    account("rest"),
  ]

  it.each([
    [{ country: "SE", sales_channel_id: "sc_b2b", region_id: "reg_se" }, "b2b"],
    [{ country: "SE", sales_channel_id: "sc_outlet", region_id: "reg_se" }, "outlet"],
    [{ country: "SE", sales_channel_id: "sc_outlet", region_id: "reg_dk" }, "rest"],
    [{ country: "NO", sales_channel_id: "sc_outlet", region_id: "reg_se" }, "rest"],
    [{ country: "IT", sales_channel_id: "sc_web", region_id: "reg_it" }, "south"],
    [{ country: "SE", sales_channel_id: "sc_web", region_id: "reg_se" }, "rest"],
    [{ country: "SE" }, "rest"],
  ])("sell where they say, and nowhere else: %j through %s", (sale, id) => {
    expect(accountFor({ accounts: places }, sale)?.id).toBe(id)
  })

  it("may claim a country that another account claims elsewhere, and not in the same place", () => {
    const options = (one: object, other: object) => ({
      accounts: [
        { id: "one", username: "a", password: "b", countries: ["SE"], ...one },
        { id: "other", username: "a", password: "b", countries: ["SE"], ...other },
      ],
    })
    expect(() => parseKlarnaOptions(options({ salesChannels: ["a"] }, { salesChannels: ["b"] }))).not.toThrow()
    expect(() => parseKlarnaOptions(options({ salesChannels: ["a"] }, {}))).not.toThrow()
    expect(() => parseKlarnaOptions(options({ salesChannels: ["a"] }, { salesChannels: ["a", "b"] }))).toThrow(
      "claims SE"
    )
    expect(() => parseKlarnaOptions(options({ medusaRegions: [] }, {}))).toThrow(
      'option "accounts[0].medusaRegions" must name one, or be left out. Example: medusaRegions: ["reg_01H..."]'
    )
  })
})
