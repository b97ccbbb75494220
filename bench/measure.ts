import type { House } from "./house"
import { summaryOf, type Summary } from "./report/statistics"
import type { Guarantees } from "./guarantees"

/** One number of the bench. Counts and ratios may have a target; what is only shown (milliseconds) never has one. */
export interface Figure extends Summary {
  name: string
  unit: "calls" | "x" | "ms" | "%" | "MB" | "per second" | "rows" | "packages" | "count"
  target?: Target
  isMet?: boolean
  note?: string
}

export interface Target {
  /** In words: "at most 1". */
  says: string
  isMet: (figure: Summary) => boolean
}

/** What a measure works with. */
export interface Bench {
  house: House
  /** Counts what Klarna saw since the last time, and forgets it: nothing overlapped, nothing happened twice. */
  guarantees: Guarantees
}

export interface Measure {
  name: string
  title: string
  run(bench: Bench): Promise<Figure[]>
}

export const atMost = (limit: number, unit = ""): Target => ({
  says: `at most ${limit}${unit}`,
  isMet: ({ median }) => median <= limit,
})

export const atLeast = (limit: number, unit = ""): Target => ({
  says: `at least ${limit}${unit}`,
  isMet: ({ median }) => median >= limit,
})

/** So near that chance explains the rest: the interval begins at the limit or below. */
export const notAbove = (limit: number, unit = ""): Target => ({
  says: `at most ${limit}${unit}, or not to be told from it`,
  isMet: ({ interval }) => interval[0] <= limit,
})

export function figure(
  name: string,
  unit: Figure["unit"],
  samples: number[],
  { target, note }: { target?: Target; note?: string } = {}
): Figure {
  const summary = summaryOf(samples)
  return { name, unit, ...summary, ...(target && { target, isMet: target.isMet(summary) }), ...(note && { note }) }
}
