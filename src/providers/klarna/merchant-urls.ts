import type { ResolvedKlarnaOptions } from "../../klarna"
import type { MerchantUrls } from "../../klarna/types"
import { type Callback, callbackToken } from "../../purchase/callback-token"

/** Where Klarna calls: what the options name, else this plugin's own routes. */
export function merchantUrlsOf(
  options: Pick<ResolvedKlarnaOptions, "callbacks" | "merchantUrls">,
  made_for: string
): MerchantUrls | undefined {
  if (!options.callbacks) return options.merchantUrls
  return {
    notification: hookUrl(options, "notification", made_for),
    authorization: hookUrl(options, "authorization", made_for),
    ...options.merchantUrls,
  }
}

/** A route of this plugin, with what it is for (the payment session, or its collection) and a proof in the address. */
export function hookUrl(
  { callbacks }: Pick<ResolvedKlarnaOptions, "callbacks">,
  callback: Callback,
  made_for: string
): string | undefined {
  if (!callbacks) return undefined
  return `${callbacks.backendUrl}/hooks/klarna/${callback}/${callbackToken(callbacks.secret, callback, made_for)}`
}
