interface Market {
  /** The only currency Klarna sells in there. */
  currency: string
  /** Languages of Klarna's pages, the usual one first. */
  languages: string[]
}

/** https://docs.klarna.com/klarna-payments/in-depth-knowledge/puchase-countries-currencies-locales/ */
const markets: Record<string, Market> = {
  AT: { currency: "EUR", languages: ["de", "en"] },
  AU: { currency: "AUD", languages: ["en"] },
  BE: { currency: "EUR", languages: ["nl", "fr", "en"] },
  CA: { currency: "CAD", languages: ["en", "fr"] },
  CH: { currency: "CHF", languages: ["de", "fr", "it", "en"] },
  CZ: { currency: "CZK", languages: ["cs", "en"] },
  DE: { currency: "EUR", languages: ["de", "en"] },
  DK: { currency: "DKK", languages: ["da", "en"] },
  ES: { currency: "EUR", languages: ["es", "en"] },
  FI: { currency: "EUR", languages: ["fi", "sv", "en"] },
  FR: { currency: "EUR", languages: ["fr", "en"] },
  GB: { currency: "GBP", languages: ["en"] },
  GR: { currency: "EUR", languages: ["el", "en"] },
  HU: { currency: "HUF", languages: ["hu", "en"] },
  IE: { currency: "EUR", languages: ["en"] },
  IT: { currency: "EUR", languages: ["it", "en"] },
  MX: { currency: "MXN", languages: ["es", "en"] },
  NL: { currency: "EUR", languages: ["nl", "en"] },
  NO: { currency: "NOK", languages: ["nb", "en"] },
  NZ: { currency: "NZD", languages: ["en"] },
  PL: { currency: "PLN", languages: ["pl", "en"] },
  PT: { currency: "EUR", languages: ["pt", "en"] },
  RO: { currency: "RON", languages: ["ro", "en"] },
  SE: { currency: "SEK", languages: ["sv", "en"] },
  SK: { currency: "EUR", languages: ["sk", "en"] },
  US: { currency: "USD", languages: ["en", "es"] },
}

/** The countries Klarna sells in, ISO 3166 alpha-2 in upper case. */
export const klarnaCountries: readonly string[] = Object.keys(markets)

const marketOf = (country: string): Market | undefined =>
  Object.hasOwn(markets, country.toUpperCase()) ? markets[country.toUpperCase()] : undefined

export function isKlarnaCountry(country: string): boolean {
  return marketOf(country) !== undefined
}

/** Upper case ISO 4217; undefined where Klarna does not sell. */
export function currencyOf(country: string): string | undefined {
  return marketOf(country)?.currency
}

/**
 * The locale for Klarna's pages, such as `de-AT`: the preferred language (`en`, `en-US`) where Klarna speaks it in that
 * country, else the country's usual one. Undefined where Klarna does not sell.
 */
export function localeFor(country: string, preferred?: string): string | undefined {
  const languages = marketOf(country)?.languages
  if (!languages) return undefined
  const wanted = preferred?.split(/[-_]/)[0].toLowerCase()
  return `${languages.find((language) => language === wanted) ?? languages[0]}-${country.toUpperCase()}`
}
