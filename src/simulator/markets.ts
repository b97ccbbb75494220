import type { Switches } from "./switches"

/** Where Klarna sells: currency and languages by country. https://docs.klarna.com/ "Purchase country, locale, and currency" */
export const markets: Record<string, { currency: string; languages: string[] }> = {
  AU: { currency: "AUD", languages: ["en"] },
  AT: { currency: "EUR", languages: ["de", "en"] },
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
  MX: { currency: "MXN", languages: ["en", "es"] },
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

/** Markets whose refunds may keep a return fee. */
export const returnFeeMarkets = "AT DE DK FI FR NL NO SE IT ES IE PT CZ AU GR".split(" ")

/** The guide for partners and the order object use different names for the same method. */
const sameMethod: Record<string, string> = { B2B_INVOICE: "INVOICE_BUSINESS", BASE_ACCOUNT: "ACCOUNT" }

const everywhereBut = (...excluded: string[]) => Object.keys(markets).filter((country) => !excluded.includes(country))

/** Method and market of orders whose amount may grow at all. Not listed: never. */
const increaseMarkets: Record<Switches["increase_table"], Record<string, string[]>> = {
  current: {
    INVOICE: everywhereBut("CH"),
    INVOICE_BUSINESS: everywhereBut("CH"),
    ACCOUNT: everywhereBut("CH"),
    DIRECT_DEBIT: everywhereBut("CH"),
    FIXED_AMOUNT: ["AT", "DE", "DK", "FI", "FR", "NL", "NO", "SE"],
  },
  archived: {
    INVOICE: everywhereBut("CH"),
    INVOICE_BUSINESS: everywhereBut("CH"),
    ACCOUNT: everywhereBut("CH"),
    DIRECT_DEBIT: everywhereBut("CH"),
    FIXED_AMOUNT: ["SE", "NO", "FI", "DK", "AT", "DE"],
    DEFERRED_INTEREST: ["US"],
  },
}

export function mayIncrease(method: string | undefined, country: string, table: Switches["increase_table"]): boolean {
  const type = (method ?? "INVOICE").toUpperCase()
  return (increaseMarkets[table][sameMethod[type] ?? type] ?? []).includes(country.toUpperCase())
}
