import { markets, type Country } from "../store/catalog"
import type { KlarnaAddress } from "../scenarios/klarna-account"

/** Klarna's playground, or a simulator in its place. */
export interface Playground extends KlarnaAddress {
  region: Region
  country: Country
  /** How long a person may take to pay what the browser could not. */
  minutes: number
}

type Region = keyof typeof hosts

const hosts = {
  eu: "https://api.playground.klarna.com",
  na: "https://api-na.playground.klarna.com",
  oc: "https://api-oc.playground.klarna.com",
}

/** Where the test store sells in each region; it has no market in Oceania. */
const firstCountry: Record<Region, Country | undefined> = { eu: "se", na: "us", oc: undefined }

/** @returns a sentence where the playground cannot be asked, and why. @throws where it must not be asked. */
export function playgroundOf(env: NodeJS.ProcessEnv): Playground | string {
  const { KLARNA_PLAYGROUND_USERNAME: username, KLARNA_PLAYGROUND_PASSWORD: password } = env
  if (!username || !password)
    return "KLARNA_PLAYGROUND_USERNAME and KLARNA_PLAYGROUND_PASSWORD are not set: see docs/playground.md"
  const region = oneOf(hosts, "KLARNA_PLAYGROUND_REGION", env.KLARNA_PLAYGROUND_REGION ?? "eu")
  const country = env.KLARNA_PLAYGROUND_COUNTRY ?? firstCountry[region]
  if (!country) return `the test store sells nowhere in the region "${region}"`
  return {
    ...{ username, password, region },
    country: oneOf(markets, "KLARNA_PLAYGROUND_COUNTRY", country),
    url: playgroundUrl(env.KLARNA_PLAYGROUND_URL ?? hosts[region]),
    minutes: Number(env.KLARNA_PLAYGROUND_MINUTES ?? 5),
  }
}

/** These stories cancel, capture and refund: never at an address where that is real money. */
function playgroundUrl(address: string): string {
  const { protocol, hostname, origin } = new URL(address)
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(hostname)
  if (isHere || (protocol === "https:" && Object.values(hosts).includes(origin))) return origin
  throw new Error(`KLARNA_PLAYGROUND_URL must be one of Klarna's playground hosts or this machine, not ${origin}`)
}

function oneOf<Value extends string>(values: Record<Value, unknown>, name: string, value: string): Value {
  const found = (Object.keys(values) as Value[]).find((one) => one === value.toLowerCase())
  if (found) return found
  throw new Error(`${name} must be one of ${Object.keys(values).join(", ")}, not "${value}"`)
}
