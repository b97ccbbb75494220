import { parseKlarnaOptions } from "../../../klarna"
import { settingsOf } from "../settings"

const settings = settingsOf(
  parseKlarnaOptions({
    accounts: [
      { id: "nordic", username: "K123456_secretive", password: "hush", countries: ["SE", "NO"], environment: "live" },
      { id: "old", username: "ab", password: "hush", retired: true },
      { id: "america", username: "PK1_veiled", password: "hush", baseUrl: "http://127.0.0.1:8089", region: "na" },
    ],
    merchantUrls: { push: "https://shop.example/push" },
  })
)

it("shows where each account sells and where its calls go, and no more of its user name than a hint", () => {
  expect(settings.accounts).toEqual([
    {
      ...{ id: "nordic", environment: "live", region: "eu", base_url: "https://api.klarna.com", is_simulator: false },
      ...{ username_hint: "K12345…", countries: ["SE", "NO"], retired: false },
    },
    {
      ...{ id: "old", environment: "playground", region: "eu", base_url: "https://api.playground.klarna.com" },
      ...{ is_simulator: false, username_hint: "a…", countries: null, retired: true },
    },
    {
      ...{ id: "america", environment: "playground", region: "na", base_url: "http://127.0.0.1:8089" },
      ...{ is_simulator: true, username_hint: "PK1_v…", countries: null, retired: false },
    },
  ])
})

it("says which account would sell in each of Klarna's countries", () => {
  const sells = (country: string) => settings.countries.find((each) => each.country === country)
  expect(sells("SE")).toEqual({ country: "SE", currency: "SEK", account_id: "nordic" })
  expect(sells("US")).toEqual({ country: "US", currency: "USD", account_id: "america" })
  expect(settings.countries.length).toBeGreaterThan(20)
})

it("gives addresses to copy, the effective options, and no secret", () => {
  expect(settings.urls).toContainEqual({ name: "push", url: "https://shop.example/push" })
  expect(settings.urls).toContainEqual({ name: "notification", url: null })
  expect(settings.options).toMatchObject({ readEveryDays: 7, operations: { amount: "auto" } })
  for (const secret of ["hush", "secretive", "veiled", "password"])
    expect(JSON.stringify(settings)).not.toContain(secret)
})
