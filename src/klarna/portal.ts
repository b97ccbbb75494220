import type { Account } from "./accounts"
import type { Environment } from "./hosts"

/** https://docs.klarna.com/merchant-portal/ */
const portals: Record<Environment, string> = {
  live: "https://portal.klarna.com",
  playground: "https://portal.playground.klarna.com",
}

/** Older user names begin with the merchant id that the portal's addresses have; newer ones say nothing of it. */
const MERCHANT_ID = /^(P?[KN]\d+)_/i

/**
 * An order in Klarna's merchant portal; where the merchant id is not known, the portal's list of orders.
 * Undefined where a simulator stands in for Klarna.
 */
export function portalUrlOf(account: Account, klarna_order_id: string): string | undefined {
  if (account.baseUrl !== undefined) return undefined
  const orders = `${portals[account.environment]}/orders`
  const merchant = MERCHANT_ID.exec(account.username)?.[1]
  return merchant ? `${orders}/all/merchants/${merchant}/orders/${encodeURIComponent(klarna_order_id)}` : orders
}
