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
  /** Ids of Medusa's sales channels and regions: it sells there, and nowhere else. */
  salesChannels?: string[]
  medusaRegions?: string[]
  /** Kept for the orders it made, sells no more. */
  retired: boolean
}

type Accounts = { accounts: Account[] }

/** Where something is sold, as far as it is known. */
export interface Sale {
  country?: string
  currency?: string
  sales_channel_id?: string | null
  region_id?: string | null
}

/**
 * The account that sells there: among those that claim its sales channel or region, else among those that claim neither. Of these the one
 * that claims the country, else one that claims no countries (where there are several, the one in the country's own region). Without a
 * country the currency decides, if only one account claims it.
 */
export function accountFor({ accounts }: Accounts, sale: Sale): Account | undefined {
  const selling = accounts.filter((account) => !account.retired)
  const special = selling.filter((account) => isSpecial(account) && fits(account, sale))
  return (
    ofCountry(special, sale) ??
    ofCountry(
      selling.filter((account) => !isSpecial(account)),
      sale
    )
  )
}

const isSpecial = ({ salesChannels, medusaRegions }: Account): boolean => Boolean(salesChannels ?? medusaRegions)

const fits = ({ salesChannels, medusaRegions }: Account, { sales_channel_id, region_id }: Sale): boolean =>
  isAmong(sales_channel_id, salesChannels) && isAmong(region_id, medusaRegions)

const isAmong = (id: string | null | undefined, ids: string[] | undefined): boolean => !ids || ids.includes(id ?? "")

/** Whether two accounts sell in the same places, so that only the country can tell them apart. */
export function shareAPlace(one: Account, other: Account): boolean {
  const share = (some: string[] | undefined, others: string[] | undefined) =>
    some && others ? some.some((id) => others.includes(id)) : some === others
  return share(one.salesChannels, other.salesChannels) && share(one.medusaRegions, other.medusaRegions)
}

function ofCountry(selling: Account[], sale: Sale): Account | undefined {
  const claiming = selling.filter((account) => account.countries?.some((country) => isSoldIn(sale, country)))
  if (claiming.length > 0 && (sale.country || claiming.length === 1)) return claiming[0]

  const general = selling.filter((account) => !account.countries)
  const region = sale.country && defaultRegionOf(sale.country)
  return general.find((account) => account.region === region) ?? general[0]
}

function isSoldIn(sale: Sale, country: string): boolean {
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
