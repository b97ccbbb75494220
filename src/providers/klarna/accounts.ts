import { MedusaError } from "@medusajs/framework/utils"
import type { AccountIdentity, ConnectedAccount, KlarnaClients, Sale } from "../../klarna"

/** The account that sells there. @throws MedusaError (400) when none does */
export function accountThatSells(clients: KlarnaClients, market: Sale & { currency: string }): ConnectedAccount {
  const account = clients.forSale(market)
  if (account) return account
  throw new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    `No Klarna account is configured for ${market.country ?? "this country"} (${market.currency.toUpperCase()}). Add the country to an account in the options of medusa-klarna, or offer another payment method there.`
  )
}

/** The account that sold the order. @throws MedusaError (400) when it is not configured any more */
export function accountThatSold(clients: KlarnaClients, sold: Partial<AccountIdentity>): ConnectedAccount {
  const account = clients.of(sold)
  if (account) return account
  throw new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    `This order was sold with the Klarna account "${sold.account_id}" (${sold.environment}, ${sold.region}), which is not configured any more. Nothing was sent to Klarna. Add the account to the options of medusa-klarna again, as "retired" if it shall not sell.`
  )
}
