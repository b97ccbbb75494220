import { setTimeout as wait } from "node:timers/promises"

/*
 * Events come before the request that caused them is answered, and a process does one thing at a time. So whoever clicked gets the
 * answer first, and then Klarna is told; the wish is written down before that. It is a courtesy inside of one process and guarantees
 * nothing: with workers of their own there is nothing to wait for.
 */

/** A request that takes longer has other reasons. */
const PATIENCE_MS = 1_000

/** By order: requests that are not answered yet. */
const requests = new Map<string, Set<Promise<void>>>()
/** Orders for whose requests a sync waits. */
const waitedFor = new Set<string>()

/** Somebody waits for the answer to a request about this order. */
export function answering(order_id: string, answered: Promise<void>): void {
  const all = requests.get(order_id) ?? new Set()
  requests.set(order_id, all.add(answered))
  void answered.then(() => {
    all.delete(answered)
    if (!all.size) requests.delete(order_id)
  })
}

/**
 * Waits for the answers to all requests about this order that are under way in this process.
 * @returns false at once when somebody else waits for them, who has not looked at the order yet
 */
export async function isFirstWhenAnswered(order_id: string): Promise<boolean> {
  const all = requests.get(order_id)
  if (!all) return true
  if (waitedFor.has(order_id)) return false
  waitedFor.add(order_id)
  const patience = new AbortController()
  const over = wait(PATIENCE_MS, undefined, { signal: patience.signal }).catch(() => undefined)
  await Promise.race([Promise.all(all), over])
  patience.abort()
  waitedFor.delete(order_id)
  return true
}
