import type { CheckedCustomize } from "../klarna/customize"
import type { Address, MerchantReferences, MerchantUrls, OrderLine, PurchaseDetails } from "../klarna/types"
import { klarnaAddress } from "./address"
import { customizedLines } from "./customize"
import { type Amount, toMinor } from "./money"
import type { CartForPurchase } from "./order-fields"
import { isSalesTaxMarket, orderLines } from "./order-lines"
import { singleLine } from "./order-line-single"

export interface PurchaseContext {
  /** Purchase country, ISO 3166 alpha-2. */
  country: string
  locale?: string
  salesTaxCountries: string[]
  references?: MerchantReferences
  merchantUrls?: MerchantUrls
  /** What is paid with Klarna, major units; the cart's total when absent. Less where a cart is paid in parts. */
  amount?: Amount
  /** For create-order. Not for a session in the EU: Klarna asks to send customer data at authorize only. */
  withAddresses?: boolean
  customize?: CheckedCustomize
  /** Told when a function of the store failed, and the plugin's own lines go instead: a purchase is not lost for it. */
  onFailed?: (problem: string) => void
}

/**
 * A cart as Klarna Payments wants it; the same lines for session and create-order, which Klarna compares. One line for the amount
 * where no honest lines can be made: the first sync replaces it. Throws NOT_ALLOWED for a currency that Klarna does not have.
 */
export function purchaseDetails(cart: CartForPurchase, context: PurchaseContext): PurchaseDetails {
  const amount = context.amount ?? cart.total
  const mapped = orderLines({
    ...cart,
    currency: cart.currency_code,
    country: context.country,
    sales_tax_countries: context.salesTaxCountries,
    order_total: toMinor(cart.total, cart.currency_code),
    target_amount: toMinor(amount, cart.currency_code),
    balancing_reason: "Paid by other means",
  })
  if ("unmappable" in mapped || mapped.lines.length === 0)
    return singleLinePurchase(amount, cart.currency_code, context, cart)
  const order_lines = asTheStoreWants(mapped.lines, cart, amount, context)
  return { ...envelope(amount, cart.currency_code, context, cart), ...taxOf(order_lines, context), order_lines }
}

function asTheStoreWants(lines: OrderLine[], cart: CartForPurchase, amount: Amount, context: PurchaseContext) {
  const made = customizedLines({ lines }, context.customize, {
    ...cart,
    source: "cart",
    country: context.country,
    amount: toMinor(amount, cart.currency_code),
  })
  if ("failed" in made) context.onFailed?.(made.failed)
  return "lines" in made ? made.lines : lines
}

/** A purchase of which only the amount (major units) is known: one line without tax. */
export function singleLinePurchase(
  amount: Amount,
  currency: string,
  context: PurchaseContext,
  cart?: CartForPurchase
): PurchaseDetails {
  const order_amount = toMinor(amount, currency)
  const order_lines = [singleLine("physical", "order", "Order", order_amount)]
  return { ...envelope(amount, currency, context, cart), order_tax_amount: 0, order_lines }
}

/** The country that Klarna judges the purchase by: billing before shipping, else the region's when it has only one. */
export function purchaseCountry(cart: CartForPurchase): string | undefined {
  const countries = cart.region?.countries ?? []
  const only = countries.length === 1 ? countries[0]?.iso_2 : undefined
  return (cart.billing_address?.country_code || cart.shipping_address?.country_code || only)?.toUpperCase()
}

const envelope = (amount: Amount, currency: string, context: PurchaseContext, cart?: CartForPurchase) => ({
  purchase_country: context.country.toUpperCase(),
  purchase_currency: currency.toUpperCase(),
  ...(context.locale && { locale: context.locale }),
  order_amount: toMinor(amount, currency),
  ...(cart && context.withAddresses && addressesOf(cart)),
  ...(context.merchantUrls && { merchant_urls: context.merchantUrls }),
  ...context.references,
})

/** Klarna wants the exact sum of the line taxes; where tax is a line of its own, that line. Never below zero. */
function taxOf(
  lines: OrderLine[],
  { country, salesTaxCountries }: PurchaseContext
): Pick<PurchaseDetails, "order_tax_amount"> {
  const isSalesTax = isSalesTaxMarket({ country, sales_tax_countries: salesTaxCountries })
  const taxes = lines.map((line) =>
    isSalesTax ? (line.type === "sales_tax" ? line.total_amount : 0) : (line.total_tax_amount ?? 0)
  )
  return {
    order_tax_amount: Math.max(
      taxes.reduce((sum, tax) => sum + tax, 0),
      0
    ),
  }
}

/** Klarna reads the email in the billing address and the delivery's in the shipping address: at purchase both have it. */
function addressesOf(cart: CartForPurchase): { billing_address?: Address; shipping_address?: Address } {
  const billing = klarnaAddress(cart.billing_address, cart.email)
  const shipping = klarnaAddress(cart.shipping_address, cart.email)
  return { ...(billing && { billing_address: billing }), ...(shipping && { shipping_address: shipping }) }
}
