import type { Received } from "./http"

/** What an answer says of how often the merchant may call. All of it may be missing: Klarna calls its values best effort. */
export interface RateNews {
  /** The answer was 429: the call was not carried out, and no other will be before the reset. */
  limited: boolean
  /** Calls in a window. */
  limit?: number
  windowMs?: number
  /** Calls that are left in this window. */
  remaining?: number
  /** From the answer on. */
  resetMs?: number
}

/** Klarna's windows last a second. A longer announcement is believed up to here; beyond it is another kind of number, such as a date. */
const longestPauseMs = 3600_000

/**
 * `X-Ratelimit-Limit: 40, 40;w=1`, `X-Ratelimit-Remaining: 15`, `X-Ratelimit-Reset: 1` (seconds). https://docs.klarna.com/api/rate-limit
 * Klarna sends no `Retry-After`; a proxy in front of it may.
 */
export function rateNewsOf({ status, header }: Pick<Received, "status" | "header">): RateNews {
  const policy = header("X-Ratelimit-Limit") ?? ""
  const limited = status === 429
  const resets = [header("X-Ratelimit-Reset"), limited ? header("Retry-After") : undefined].map(pauseMs)
  const known = resets.filter((ms) => ms !== undefined)
  return {
    limited,
    limit: atLeast(1, /^\s*(\d+)/.exec(policy)?.[1]),
    windowMs: pauseMs(/;\s*w=(\d+)/.exec(policy)?.[1]) || undefined,
    remaining: atLeast(0, header("X-Ratelimit-Remaining")),
    resetMs: known.length ? Math.max(...known) : undefined,
  }
}

function pauseMs(seconds: string | undefined): number | undefined {
  const ms = atLeast(0, seconds, 1000)
  return ms !== undefined && ms <= longestPauseMs ? Math.ceil(ms) : undefined
}

function atLeast(least: number, text: string | undefined, factor = 1): number | undefined {
  const value = Number.parseFloat(text ?? "") * factor
  return value >= least ? value : undefined
}
