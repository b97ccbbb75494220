import { partToldBy } from "./acknowledged"
import type { Acknowledged } from "./types"

/*
 * A write that brought no answer, and that a look at Klarna did not find, is given up, so that a newer wish need not wait for it. But
 * Klarna may have been slower than the look: then it appears afterwards, on top of what was told since, and nobody would know.
 */

export function withLate({ late, ...rest }: Acknowledged, kind: string, until: Date): Acknowledged {
  return { ...rest, late: { ...late, [kind]: until.toISOString() } }
}

/** When it is certain what became of all that was given up; undefined where nothing was, or the time is over. */
export function lateLook({ late }: Acknowledged, now: Date): Date | undefined {
  const moments = Object.values(late ?? {}).map((until) => Date.parse(until as string))
  const last = Math.max(...moments)
  return moments.length && last > now.getTime() ? new Date(last) : undefined
}

/** What a read from now on teaches: of what can no longer appear, Klarna's own answer counts, and not what we believed it had. */
export function withoutLate(acknowledged: Acknowledged, now: Date): Acknowledged {
  const { late, ...rest } = acknowledged
  const kinds = Object.keys(late ?? {})
  if (!kinds.length || lateLook(acknowledged, now)) return acknowledged
  const parts = kinds.map((kind) => partToldBy[kind])
  return Object.fromEntries(Object.entries(rest).filter(([part]) => !parts.some((each) => each === part)))
}
