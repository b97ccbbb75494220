import type { Switches } from "./switches"

/** Klarna counts per merchant and category. https://docs.klarna.com/api/rate-limit */
export type RateCategory = "payments-session" | "hosted-page-session" | "other"

/** So many calls of a category in so many seconds. */
export interface RateLimit {
  calls: number
  window_seconds: number
}

/** Calls per second. */
const limits = {
  live: { "payments-session": 40, "hosted-page-session": 40, other: 200 },
  playground: { "payments-session": 5, "hosted-page-session": 5, other: 50 },
}

export interface RateVerdict {
  exceeded: boolean
  headers: Record<string, string>
}

export class RateLimits {
  private readonly windows = new Map<string, { startedAt: number; calls: number }>()
  private readonly ordered = new Map<string, RateLimit>()

  /** Counts one call. `nowMs` is real time: a moved clock must not fill or empty a window. */
  count(merchant: string, category: RateCategory, mode: Switches["rate_limit"], nowMs: number): RateVerdict {
    const ordered = this.ordered.get(merchant)
    const { calls, window_seconds } = ordered ?? klarnas(category, mode)
    const window = this.windowOf(`${category} ${merchant}`, window_seconds * 1000, nowMs)
    window.calls += 1
    return {
      exceeded: (ordered !== undefined || mode !== "off") && window.calls > calls,
      headers: {
        "X-Ratelimit-Limit": `${calls}, ${calls};w=${window_seconds}`,
        "X-Ratelimit-Remaining": String(Math.max(0, calls - window.calls)),
        "X-Ratelimit-Reset": String(Math.ceil((window.startedAt - nowMs) / 1000) + window_seconds),
      },
    }
  }

  /** A limit of this merchant's own in every category, from its next call on; the switch decides again without one. */
  order(merchant: string, limit: RateLimit | undefined): void {
    this.windows.clear()
    if (limit) this.ordered.set(merchant, limit)
    else this.ordered.delete(merchant)
  }

  clear(): void {
    this.windows.clear()
    this.ordered.clear()
  }

  private windowOf(name: string, lengthMs: number, nowMs: number) {
    const open = this.windows.get(name)
    if (open && nowMs - open.startedAt < lengthMs) return open
    const fresh = { startedAt: nowMs, calls: 0 }
    this.windows.set(name, fresh)
    return fresh
  }
}

const klarnas = (category: RateCategory, mode: Switches["rate_limit"]): RateLimit => ({
  calls: limits[mode === "off" ? "live" : mode][category],
  window_seconds: 1,
})
