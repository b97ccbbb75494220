import type { ResolvedKlarnaOptions } from "../../klarna"
import type { MerchantUrls } from "../../klarna/types"
import { type Callback, callbackToken } from "../../purchase/callback-token"

/** Where Klarna calls: what the options name, else this plugin's own routes, with what they are for (the payment session, or its collection) and a proof in the address. */
export function merchantUrlsOf(
  { callbacks, merchantUrls }: Pick<ResolvedKlarnaOptions, "callbacks" | "merchantUrls">,
  made_for: string
): MerchantUrls | undefined {
  if (!callbacks) return merchantUrls
  const own = (callback: Callback) =>
    `${callbacks.backendUrl}/hooks/klarna/${callback}/${callbackToken(callbacks.secret, callback, made_for)}`
  return { notification: own("notification"), authorization: own("authorization"), ...merchantUrls }
}
