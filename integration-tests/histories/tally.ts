import type { Evidence } from "./evidence"

/** Counts of names, in the order of the alphabet. */
type Counts = Record<string, number>

const counts = new Map<string, Map<string, number>>()

export function count(kind: "deeds" | "endings" | "on_the_way", name: string, times = 1): void {
  const ofKind = counts.get(kind) ?? new Map<string, number>()
  counts.set(kind, ofKind.set(name, (ofKind.get(name) ?? 0) + times))
}

/** How a history ended, and what its way there had in it. */
export function countEvidence({ row, calls, operations }: Evidence): void {
  count("endings", [row.state, ...row.attention.map(({ code }) => code)].join(" "))
  const keys = calls.flatMap(({ idempotency_key }) => idempotency_key ?? [])
  count("on_the_way", "calls of Klarna", calls.length)
  count("on_the_way", "calls repeated under their key", keys.length - new Set(keys).size)
  for (const { method, fault } of calls) if (fault) count("on_the_way", `${method} met by ${fault}`)
  for (const { outcome } of operations) count("on_the_way", `ledger rows ${outcome}`)
}

export const tally = (): Record<string, Counts> =>
  Object.fromEntries([...counts].map(([kind, names]) => [kind, Object.fromEntries([...names].sort())]))
