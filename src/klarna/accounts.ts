import { createHash } from "node:crypto"
import { defaultRegionOf, type Environment, type Region } from "./hosts"
import { currencyOf } from "./markets"

/** One merchant account at Klarna, as configured. */
export interface Account {
  id: string
  username: string
  password: string
  environment: Environment
  region: Region
  /** In place of Klarna's host, for the simulator. Playground only. */
  baseUrl?: string
  /** Purchase countries it sells to, upper case. Absent: whatever no other account claims. */
  countries?: string[]
  /** Kept for the orders it made, sells no more. */
  retired: boolean
}

type Accounts = { accounts: Account[] }

/**
 * The account that sells to a country: the one that claims it, else one that claims no countries (where there are
 * several, the one in the country's own region). Without a country the currency decides, if only one account claims it.
 */
export function accountFor({ accounts }: Accounts, sale: { country?: string; currency?: string }): Account | undefined {
  const selling = accounts.filter((account) => !account.retired)
  const claiming = selling.filter((account) => account.countries?.some((country) => isSoldIn(sale, country)))
  if (claiming.length > 0 && (sale.country || claiming.length === 1)) return claiming[0]

  const general = selling.filter((account) => !account.countries)
  const region = sale.country && defaultRegionOf(sale.country)
  return general.find((account) => account.region === region) ?? general[0]
}

function isSoldIn(sale: { country?: string; currency?: string }, country: string): boolean {
  if (sale.country) return sale.country.toUpperCase() === country
  return sale.currency !== undefined && currencyOf(country) === sale.currency.toUpperCase()
}

/** The account an order was made with. Id, environment and region must all agree; a changed password is fine. */
export function accountOf(
  { accounts }: Accounts,
  order: { account_id: string; environment: string; region: string }
): Account | undefined {
  return accounts.find(
    ({ id, environment, region }) =>
      id === order.account_id && environment === order.environment && region === order.region
  )
}

/** Tells whether two user names are the same without keeping either. */
export function usernameHash(username: string): string {
  return createHash("sha256").update(username).digest("hex").slice(0, 16)
}
