import { AsyncLocalStorage } from "node:async_hooks"
import type { CartForPurchase } from "../mapping/order-fields"

/**
 * The cart behind the request that is being served.
 *
 * Medusa tells a payment provider an amount and what the browser sent, nothing else. The doors of this plugin put a way to read the
 * cart beside the request; the provider uses it when it needs lines and addresses. Nothing of it is stored, so no personal data
 * lands in `session.data`, and nothing the browser sends can stand in for it.
 */
type ReadCart = () => Promise<CartForPurchase | undefined>

/** Kept on globalThis so that the provider and the doors meet even when a bundler or test runner loads this file twice. */
const STORAGE = Symbol.for("medusa-klarna.cart-at-hand")
const holder = globalThis as { [STORAGE]?: AsyncLocalStorage<ReadCart> }
const storage = (holder[STORAGE] ??= new AsyncLocalStorage<ReadCart>())

/** Runs `work` with this cart at hand; everything it awaits sees it too. */
export function withCart<T>(read: ReadCart, work: () => T): T {
  return storage.run(read, work)
}

/** The cart as it is now; undefined outside of a request that carries one. */
export async function cartAtHand(): Promise<CartForPurchase | undefined> {
  return storage.getStore()?.()
}
