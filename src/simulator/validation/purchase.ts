import type { z } from "zod"
import { type Refusal, refuse } from "../answers"
import { markets } from "../markets"
import type { Purchase } from "../state"
import type { Switches } from "../switches"
import { badLineFields, orderTaxFits, sumOf } from "./arithmetic"
import { badFields } from "./bad-fields"

/** Klarna Payments names every bad field in one message. */
export const badValue = (fields: string[]): Refusal => refuse(400, "BAD_VALUE", `Bad value: ${fields.join(", ")}`)

/** The checks of a session and of an order: form first, then sums, tax, country, currency and language. */
export function checkPurchase(body: unknown, schema: z.ZodType, switches: Switches): Purchase | Refusal {
  const parsed = schema.safeParse(body)
  if (!parsed.success) return badValue(badFields(parsed.error))
  const purchase = parsed.data as Purchase
  const bad = [...badAmounts(purchase, switches), ...badMarket(purchase)]
  return bad.length ? badValue(bad) : purchase
}

function badAmounts({ order_amount, order_tax_amount, order_lines }: Purchase, switches: Switches): string[] {
  return [
    ...badLineFields(order_lines),
    ...(sumOf(order_lines) === order_amount ? [] : ["order_amount"]),
    ...(orderTaxFits(order_tax_amount, order_lines, switches.order_tax_tolerance) ? [] : ["order_tax_amount"]),
  ]
}

/** A billing country that differs is the country of the purchase. */
export const countryOf = ({ billing_address, purchase_country }: Purchase): string =>
  (billing_address?.country || purchase_country).toUpperCase()

function badMarket(purchase: Purchase): string[] {
  const country = countryOf(purchase)
  const market = markets[country]
  if (!market) return [purchase.billing_address?.country ? "billing_address.country" : "purchase_country"]
  if (market.currency !== purchase.purchase_currency.toUpperCase()) return ["purchase_currency", "purchase_country"]
  return localeFits(purchase, country) ? [] : ["locale"]
}

/** Language and country, for example `sv-SE`: a language that Klarna speaks in that country. */
function localeFits({ locale, purchase_country }: Purchase, country: string): boolean {
  if (!locale) return true
  const [language, place] = locale.split("-")
  const named = place?.toUpperCase() ?? country
  const places = [country, purchase_country.toUpperCase()]
  return places.includes(named) && (markets[named]?.languages ?? []).includes(language.toLowerCase())
}
