import {
  type Account,
  accountFor,
  baseUrlOf,
  currencyOf,
  klarnaCountries,
  type ResolvedKlarnaOptions,
} from "../../klarna"

/** What a merchant may see of the configuration: everything but secrets. */
export function settingsOf({ accounts, ...options }: ResolvedKlarnaOptions) {
  return {
    accounts: accounts.map(shown),
    options: { ...options },
    urls: urlNames.map((name) => ({ name, url: options.merchantUrls?.[name] ?? null })),
    countries: klarnaCountries.map((country) => ({
      country,
      currency: currencyOf(country) as string,
      account_id: accountFor({ accounts }, { country })?.id ?? null,
    })),
  }
}

const urlNames = ["notification", "authorization", "confirmation", "push"] as const

function shown(account: Account) {
  const { id, environment, region, username, countries, retired } = account
  return {
    id,
    environment,
    region,
    base_url: baseUrlOf(account),
    is_simulator: account.baseUrl !== undefined,
    username_hint: hintOf(username),
    countries: countries ?? null,
    retired,
  }
}

/** Enough to tell two user names apart, never most of one. */
const hintOf = (username: string) => `${username.slice(0, Math.min(6, Math.floor(username.length / 2)))}…`
