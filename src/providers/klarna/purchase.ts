import { MedusaError } from "@medusajs/framework/utils"
import { currencyOf, klarnaCountries, localeFor, type Sale } from "../../klarna"
import type { PurchaseDetails } from "../../klarna/types"
import type { Amount } from "../../mapping/money"
import { purchaseCountry, purchaseDetails, singleLinePurchase } from "../../mapping/purchase"
import { cartAtHand } from "../../purchase/cart-at-hand"
import { merchantUrlsOf } from "./merchant-urls"
import type { ProviderRoom } from "./room"

/**
 * What is being bought, in Klarna's terms: the cart behind the request, with every line; or, where a session is created without a
 * request, one line for the amount, which the first sync replaces.
 * @throws MedusaError (400) when the buyer's country cannot be told
 */
export async function purchaseAtHand(
  { options, logger }: Pick<ProviderRoom, "options" | "logger">,
  amount: Amount,
  currency: string,
  { withAddresses = false, callbacksFor }: { withAddresses?: boolean; callbacksFor?: string } = {}
): Promise<PurchaseDetails> {
  const cart = await cartAtHand()
  const country = (cart && purchaseCountry(cart)) ?? onlyCountryWith(currency)
  if (!country) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `Klarna needs the buyer's country, and several countries pay in ${currency.toUpperCase()}. Set the cart's shipping or billing address before creating the payment session.`
    )
  }
  const context = {
    country,
    amount,
    withAddresses,
    locale: localeFor(country, cart?.locale ?? undefined),
    salesTaxCountries: options.salesTaxCountries,
    customize: options.customize,
    onFailed: (problem: string) => logger.error(`Klarna: a purchase goes on with the plugin's own lines: ${problem}`),
    merchantUrls: callbacksFor ? merchantUrlsOf(options, callbacksFor) : options.merchantUrls,
  }
  return cart ? purchaseDetails(cart, context) : singleLinePurchase(amount, currency, context)
}

/** Where the cart is bought: by this a store may choose among its accounts. */
export async function placeOfSale(): Promise<Pick<Sale, "sales_channel_id" | "region_id">> {
  const cart = await cartAtHand()
  return { sales_channel_id: cart?.sales_channel_id, region_id: cart?.region?.id }
}

function onlyCountryWith(currency: string): string | undefined {
  const countries = klarnaCountries.filter((country) => currencyOf(country) === currency.toUpperCase())
  return countries.length === 1 ? countries[0] : undefined
}
