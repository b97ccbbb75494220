import { currencyOf, isKlarnaCountry, klarnaCountries, localeFor } from "../markets"

it("sells in 26 countries and 15 currencies", () => {
  expect(klarnaCountries).toHaveLength(26)
  expect(new Set(klarnaCountries.map(currencyOf)).size).toBe(15)
})

it.each([
  ["SE", "SEK"],
  ["de", "EUR"],
  ["HU", "HUF"],
  ["US", "USD"],
  ["JP", undefined],
  ["constructor", undefined],
])("in %s is sold for %s", (country, currency) => {
  expect(currencyOf(country)).toBe(currency)
  expect(isKlarnaCountry(country)).toBe(currency !== undefined)
})

it.each([
  ["SE", undefined, "sv-SE"],
  ["SE", "en-US", "en-SE"],
  ["CH", "fr", "fr-CH"],
  ["ch", "IT_ch", "it-CH"],
  ["DE", "sv-SE", "de-DE"],
  ["MX", undefined, "es-MX"],
  ["JP", "ja", undefined],
])("speaks to a customer in %s who prefers %s in %s", (country, preferred, locale) => {
  expect(localeFor(country, preferred)).toBe(locale)
})
