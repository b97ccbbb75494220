import type { Switches } from "./switches"

/** Klarna counts per merchant and category. https://docs.klarna.com/api/rate-limit */
export type RateCategory = "payments-session" | "hosted-page-session" | "other"

const WINDOW_MS = 1000

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

  /** Counts one call. `nowMs` is real time: a moved clock must not fill or empty a window. */
  count(merchant: string, category: RateCategory, mode: Switches["rate_limit"], nowMs: number): RateVerdict {
    const limit = limits[mode === "off" ? "live" : mode][category]
    const window = this.windowOf(`${category} ${merchant}`, nowMs)
    window.calls += 1
    return {
      exceeded: mode !== "off" && window.calls > limit,
      headers: {
        "X-Ratelimit-Limit": `${limit}, ${limit};w=1`,
        "X-Ratelimit-Remaining": String(Math.max(0, limit - window.calls)),
        "X-Ratelimit-Reset": "1",
      },
    }
  }

  clear(): void {
    this.windows.clear()
  }

  private windowOf(name: string, nowMs: number) {
    const open = this.windows.get(name)
    if (open && nowMs - open.startedAt < WINDOW_MS) return open
    const fresh = { startedAt: nowMs, calls: 0 }
    this.windows.set(name, fresh)
    return fresh
  }
}
