import { AsyncLocalStorage } from "node:async_hooks"

/**
 * Why a capture or refund is made, where it is not a merchant's click on the payment.
 *
 * Core tells a payment provider nothing but the id of the capture or refund; the sync, which lets core make it, puts this beside it. Where
 * it gets lost, the provider does what it does for anybody.
 */
export interface MovingMoney {
  /** For the timeline; see `Intent.trigger` of the ledger. */
  trigger: string
  /** Klarna has made this capture already: it is recorded, and nothing is ever sent. */
  recordOnly?: boolean
  /** The order's lines are not known to be Klarna's. */
  withoutLines?: boolean
  /** A dying process left it half done, so a person may have made it in Klarna's portal since. */
  isAgain?: boolean
}

/** Kept on globalThis so that the provider and the sync meet even when a bundler or test runner loads this file twice. */
const STORAGE = Symbol.for("medusa-klarna.moving-money")
const holder = globalThis as { [STORAGE]?: AsyncLocalStorage<MovingMoney> }
const storage = (holder[STORAGE] ??= new AsyncLocalStorage<MovingMoney>())

/** Runs `work`; the captures and refunds that it makes know why. */
export function whileMovingMoney<T>(why: MovingMoney, work: () => Promise<T>): Promise<T> {
  return storage.run(why, work)
}

export const movingMoneyNow = (): MovingMoney | undefined => storage.getStore()
