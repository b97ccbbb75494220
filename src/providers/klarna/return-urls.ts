import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import { type HostedPageUrls, TOKEN_PLACEHOLDER, type ResolvedKlarnaOptions } from "../../klarna"

const url = z.string().max(2000)

/** `data.hosted_page` of a payment session: the configured addresses, or some of the storefront's own. */
const wish = z.union(
  [
    z.boolean(),
    z
      .strictObject({ success: url, cancel: url, back: url, failure: url, error: url })
      .partial()
      .transform((urls) => Object.entries(urls)),
  ],
  { error: "must be true, or { success, cancel, back, failure, error } with addresses of the shop" }
)

/**
 * Where Klarna's page is to send the buyer back to; undefined when the storefront does not ask for a page. A storefront may name
 * addresses of its own (a country, a language in the path), but only on the hosts that the option names: Klarna redirects there.
 * @throws MedusaError (400) that says what the storefront has to change
 */
export function returnUrls(
  { hostedPage }: Pick<ResolvedKlarnaOptions, "hostedPage">,
  wanted: unknown
): HostedPageUrls | undefined {
  if (wanted === undefined || wanted === null || wanted === false) return undefined
  if (!hostedPage) throw complaint("", "needs the option hostedPage of medusa-klarna, which this store does not have")
  const parsed = wish.safeParse(wanted)
  if (!parsed.success) throw complaint("", parsed.error.issues[0].message)
  if (typeof parsed.data === "boolean") return hostedPage.urls
  const hosts = Object.values(hostedPage.urls).map((known) => new URL(known).origin)
  const own = parsed.data.map(([name, address]) => [name, checked(name, address, hosts)])
  return { ...hostedPage.urls, ...Object.fromEntries(own) }
}

/** As every reader understands it the same way: without the backslashes, tabs and line breaks that some take for something else. */
function checked(name: string, address: string, hosts: string[]): string {
  const parsed = URL.canParse(address) ? new URL(address) : undefined
  if (!parsed || parsed.username || parsed.password || !hosts.includes(parsed.origin))
    throw complaint(`.${name}`, "must be an address on a host that the option hostedPage names")
  if (name === "success" && !parsed.href.includes(TOKEN_PLACEHOLDER))
    throw complaint(`.${name}`, `must contain ${TOKEN_PLACEHOLDER}, behind the ? or #`)
  return parsed.href
}

const complaint = (name: string, problem: string) =>
  new MedusaError(MedusaError.Types.INVALID_DATA, `data.hosted_page${name} ${problem}.`)
