import {
  type Account,
  accountFor,
  baseUrlOf,
  currencyOf,
  klarnaCountries,
  type ResolvedKlarnaOptions,
} from "../../klarna"

/** What a merchant may see of the configuration: everything but secrets. */
export function settingsOf({ accounts, callbacks, customize, ...options }: ResolvedKlarnaOptions) {
  const backendUrl = callbacks?.backendUrl
  const own = backendUrl ? hooksBelow(backendUrl, options.hostedPage !== undefined) : {}
  const configured: Partial<Record<UrlName, string>> = options.merchantUrls ?? {}
  return {
    accounts: accounts.map(shown),
    options: {
      ...options,
      ...(backendUrl && { callbacks: { backendUrl } }),
      // Functions of the store: which there are.
      ...(customize && { customize: Object.keys(customize) }),
    },
    urls: urlNames.map((name) => ({ name, url: configured[name] ?? own[name] ?? null })),
    countries: klarnaCountries.map((country) => ({
      country,
      currency: currencyOf(country) as string,
      account_id: accountSomewhere(accounts, country)?.id ?? null,
    })),
  }
}

/** What an account that sells in some places only sells there, is sold. */
const accountSomewhere = (accounts: Account[], country: string): Account | undefined =>
  accountFor({ accounts }, { country }) ??
  accountFor(
    { accounts: accounts.map((account) => ({ ...account, salesChannels: undefined, medusaRegions: undefined })) },
    { country }
  )

const urlNames = ["notification", "authorization", "status_update", "confirmation", "push"] as const

type UrlName = (typeof urlNames)[number]

/** Each payment session has its own proof in the last place. */
const hooksBelow = (backendUrl: string, hasPages: boolean): Partial<Record<UrlName, string>> => ({
  notification: `${backendUrl}/hooks/klarna/notification/…`,
  authorization: `${backendUrl}/hooks/klarna/authorization/…`,
  ...(hasPages && { status_update: `${backendUrl}/hooks/klarna/hosted-page/…` }),
})

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
