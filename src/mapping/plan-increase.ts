import type { IncreaseRule } from "./types"

/** The table of increases and the order object name two methods differently; the order object's names win. */
const ALIASES: Record<string, string> = { BASE_ACCOUNT: "ACCOUNT", B2B_INVOICE: "INVOICE_BUSINESS" }

/**
 * Whether Klarna takes a higher amount for this method in this country, by the store's table (`"*"`: any method).
 * An unknown method is Klarna's to decide. https://docs.klarna.com/order-management/pre-delivery/update-order-amount/
 */
export function isIncreaseEligible(method: string | undefined, country: string, rules: IncreaseRule[]): boolean {
  if (!method) return true
  const wanted = normalized(method)
  return rules.some(({ methods, markets }) => {
    const named = methods.some((name) => name === "*" || normalized(name) === wanted)
    return named && isMarket(country, markets)
  })
}

function normalized(method: string): string {
  const name = method.trim().toUpperCase()
  return ALIASES[name] ?? name
}

function isMarket(country: string, markets: IncreaseRule["markets"]): boolean {
  const among = (list: string[]) => list.some((market) => market.toUpperCase() === country.toUpperCase())
  return "only" in markets ? among(markets.only) : !among(markets.except)
}
