import type { T } from "./describe"
import type { AdminKlarnaActionResponse, KlarnaAction } from "./types"
import type { Format } from "./use-format"

export interface SaidOutcome {
  tone: "success" | "warning" | "info"
  message: string
}

/** Their answer is what they are named for, whatever else was sent along. */
const NAMED: KlarnaAction[] = ["acknowledge_attention", "disconnect"]

/** What an action came to, in one line. Klarna's own words are in the timeline and in what needs attention. */
export function outcomeOf(
  action: KlarnaAction,
  { sync }: AdminKlarnaActionResponse,
  t: T,
  format: Format
): SaidOutcome {
  if (NAMED.includes(action)) return { tone: "success", message: t(`done.${action}`) }
  if (sync.result === "busy") return { tone: "info", message: t("done.busy") }
  const of = (...outcomes: string[]) =>
    format.list(sync.writes.filter(({ outcome }) => outcomes.includes(outcome)).map(({ kind }) => t(`kind.${kind}`)))
  const refused = of("refused")
  if (refused) return { tone: "warning", message: t("done.refused", { kinds: refused }) }
  const later = of("unknown", "failed")
  if (later) return { tone: "warning", message: t("done.later", { kinds: later }) }
  const accepted = of("accepted")
  if (accepted) return { tone: "success", message: t("done.accepted", { kinds: accepted }) }
  if (sync.result === "pending") return { tone: "info", message: t("done.pending") }
  if (action === "reconnect") return { tone: "success", message: t("done.reconnect") }
  return { tone: "success", message: t("done.nothing") }
}
