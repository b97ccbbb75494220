import type { Moment } from "../inside/watch-statements"

/** Which part of a sync a statement belongs to: the first that fits. */
const parts: [part: string, fits: RegExp][] = [
  ["wish", /^update "klarna_order" set "dirty" = dirty \+ 1/],
  ["claim", /^WITH before AS|^update "klarna_order" set "lease_until"/],
  ["read", /json_build_object\('id', o\.id/],
  ["edit's note", /"order_change"/],
  ["ledger", /"klarna_operation"/],
  ["memory", /"klarna_order"/],
]
const others = "Medusa's own statements meanwhile, for the merchant's answer and the workflow"
const rest = "no statement: waiting for the merchant's answer and for the processor, map, plan, workflow engine"

export const isWish = (statement: string) => parts[0][1].test(statement)

/**
 * Each instant between the two belongs to one part: to the plugin's statement that is under way, else to another one of the process,
 * else to the rest. So they add up.
 */
export function timesOf(statements: Moment[], begin: number, end: number): Record<string, number> {
  const within = statements
    .filter((each) => each.end > begin && each.begin < end)
    .map((each) => ({ part: partOf(each.what), begin: Math.max(each.begin, begin), end: Math.min(each.end, end) }))
  const edges = [...new Set([begin, end, ...within.flatMap((each) => [each.begin, each.end])])].sort((a, b) => a - b)
  const order = [...parts.map(([part]) => part), others]
  const times: Record<string, number> = Object.fromEntries([...order, rest].map((part) => [part, 0]))
  for (const [at, edge] of edges.slice(1).entries()) {
    const underWay = within.filter((each) => each.begin <= edges[at] && each.end >= edge).map(({ part }) => part)
    times[order.find((part) => underWay.includes(part)) ?? rest] += edge - edges[at]
  }
  return times
}

const partOf = (statement: string) => parts.find(([, fits]) => fits.test(statement))?.[0] ?? others
