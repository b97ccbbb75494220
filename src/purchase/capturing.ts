import { AsyncLocalStorage } from "node:async_hooks"

/**
 * Why a capture is made, where it is not a merchant's click on the payment.
 *
 * Core tells a payment provider nothing but the capture's id; the sync, which lets core capture, puts this beside it. Where it gets lost,
 * the provider does what it does for anybody.
 */
export interface Capturing {
  /** For the timeline; see `Intent.trigger` of the ledger. */
  trigger: string
  /** Klarna has made this capture already: it is recorded, and nothing is ever sent. */
  recordOnly?: boolean
  /** The order's lines are not known to be Klarna's. */
  withoutLines?: boolean
}

/** Kept on globalThis so that the provider and the sync meet even when a bundler or test runner loads this file twice. */
const STORAGE = Symbol.for("medusa-klarna.capturing")
const holder = globalThis as { [STORAGE]?: AsyncLocalStorage<Capturing> }
const storage = (holder[STORAGE] ??= new AsyncLocalStorage<Capturing>())

/** Runs `work`; the captures that it makes know why. */
export function whileCapturing<T>(why: Capturing, work: () => Promise<T>): Promise<T> {
  return storage.run(why, work)
}

export const capturingNow = (): Capturing | undefined => storage.getStore()
