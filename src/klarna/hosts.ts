import { baseUrlProblem } from "./base-url"

export const regions = ["eu", "na", "oc"] as const
export type Region = (typeof regions)[number]

export const environments = ["live", "playground"] as const
export type Environment = (typeof environments)[number]

/** https://docs.klarna.com/api/api-urls/ */
const hosts: Record<Region, Record<Environment, string>> = {
  eu: { live: "https://api.klarna.com", playground: "https://api.playground.klarna.com" },
  na: { live: "https://api-na.klarna.com", playground: "https://api-na.playground.klarna.com" },
  oc: { live: "https://api-oc.klarna.com", playground: "https://api-oc.playground.klarna.com" },
}

/** Klarna says nothing about countries here: this is what integrations in the field do. */
const regionOfCountry: Record<string, Region> = { US: "na", CA: "na", MX: "na", AU: "oc", NZ: "oc" }

/** The region where merchants of a country usually have their Klarna account. A default only: the account decides. */
export function defaultRegionOf(country: string): Region {
  return regionOfCountry[country.toUpperCase()] ?? "eu"
}

/** Where an account's calls go, without a slash at the end. An override is checked again here: credentials go there. */
export function baseUrlOf(account: { environment: Environment; region: Region; baseUrl?: string }): string {
  if (account.baseUrl === undefined) return hosts[account.region][account.environment]
  const problem = baseUrlProblem(account.baseUrl, account.environment)
  if (problem) throw new Error(`medusa-klarna: option "baseUrl" ${problem}`)
  return account.baseUrl.replace(/\/+$/, "")
}
