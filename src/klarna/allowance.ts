import type { RateNews } from "./rate-news"

/** What is known of how often a merchant may call in one of Klarna's categories. Times are milliseconds on the caller's clock. */
export interface Allowance {
  /** Calls in a window, as Klarna last said. */
  limit?: number
  windowMs: number
  /** Calls that may still go out before `until`. Infinite while Klarna has said nothing. */
  left: number
  /** When this window ends. */
  until: number
  /** Whether Klarna has spoken in this window: `until` is its word then, not a guess. */
  told: boolean
  /** Least time between two calls; 0 unless the window before was used up. */
  gapMs: number
  lastSentAt: number
  /** Sent and not answered: Klarna may not have counted them when it says what remains. */
  underWay: number
}

/** Every limit that Klarna publishes is for a second. https://docs.klarna.com/api/rate-limit */
const KLARNAS_WINDOW_MS = 1000

/** The pace after a 429 that came without a limit. */
const CAUTIOUS_LIMIT = 10

/** Nothing is known, so nothing is held back. */
export const unlimited: Allowance = {
  windowMs: KLARNAS_WINDOW_MS,
  left: Infinity,
  until: -Infinity,
  told: false,
  gapMs: 0,
  lastSentAt: -Infinity,
  underWay: 0,
}

/** When the next call may go out: `now`, or later. */
export function opensAt(allowance: Allowance, now: number): number {
  const { left, until, lastSentAt, gapMs } = windowAt(allowance, now)
  return left > 0 ? Math.max(now, lastSentAt + gapMs) : opensAt(allowance, until)
}

/** A call goes out. */
export function taken(allowance: Allowance, now: number): Allowance {
  const window = windowAt(allowance, now)
  return { ...window, left: window.left - 1, lastSentAt: now, underWay: window.underWay + 1 }
}

/**
 * A call came to its end, with an answer or without. Within a window an answer can only lower what is left: answers overtake each other,
 * and the higher number is the older one. Once nothing is left the latest announced reset counts.
 */
export function answered(allowance: Allowance, now: number, news?: RateNews): Allowance {
  const window = windowAt(allowance, now)
  const { left, until, told } = window
  const underWay = Math.max(0, window.underWay - 1)
  const { limit = window.limit, windowMs = window.windowMs, resetMs = windowMs } = news ?? {}
  const known = { ...window, limit, windowMs, underWay }
  const remaining = news?.limited ? 0 : news?.remaining
  if (remaining === undefined) return known

  const nowLeft = Math.min(left, Math.max(0, remaining - underWay))
  const resetAt = now + resetMs
  const end = told ? until : resetAt
  return { ...known, left: nowLeft, until: nowLeft > 0 ? end : Math.max(until, resetAt), told: true }
}

/** A new window begins when the old one is over; if that was used up and calls still come, evenly spread instead of all at once. */
function windowAt(allowance: Allowance, now: number): Allowance {
  const { limit, windowMs, left, until } = allowance
  if (now < until) return allowance
  const goesOn = left <= 0 && now < until + windowMs
  return {
    ...allowance,
    left: limit ?? Infinity,
    until: now + windowMs,
    told: false,
    gapMs: goesOn ? windowMs / (limit ?? CAUTIOUS_LIMIT) : 0,
  }
}
