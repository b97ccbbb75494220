import type { ResolvedKlarnaOptions } from "../../klarna"
import type { MerchantUrls } from "../../klarna/types"
import { type Callback, callbackToken } from "../../purchase/callback-token"

/** Where Klarna calls: what the options name, else this plugin's own routes, with the payment session and a proof in the address. */
export function merchantUrlsOf(
  { callbacks, merchantUrls }: Pick<ResolvedKlarnaOptions, "callbacks" | "merchantUrls">,
  payment_session_id: string
): MerchantUrls | undefined {
  if (!callbacks) return merchantUrls
  const own = (callback: Callback) =>
    `${callbacks.backendUrl}/hooks/klarna/${callback}/${callbackToken(callbacks.secret, callback, payment_session_id)}`
  return { notification: own("notification"), authorization: own("authorization"), ...merchantUrls }
}
