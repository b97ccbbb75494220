import { ExclamationCircle } from "@medusajs/icons"
import { StatusBadge, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { SyncState } from "../../lib/types"
import { useFormat } from "../../lib/use-format"
import { useSummary } from "../../lib/use-summary"

const STATES: [state: SyncState, color: "green" | "orange" | "red" | "grey"][] = [
  ["in_sync", "green"],
  ["pending", "orange"],
  ["needs_attention", "red"],
  ["off", "grey"],
  ["closed", "grey"],
]

/** The job runs every minute: when it has been silent for this long, something is wrong with it. */
const SILENT_MS = 10 * 60_000

/** How all Klarna orders stand, and whether the clock is running. */
export function SummaryLine() {
  const { t } = useTranslation("klarna")
  const { data: summary } = useSummary({ isWatched: true })
  if (!summary) return <div className="h-6" />
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <ul aria-label={t("page.summary")} className="flex flex-wrap gap-2">
        {STATES.map(([state, color]) => (
          <li key={state}>
            <StatusBadge color={color}>
              {t("page.count", { state: t(`state.${state}`), count: summary.by_state[state] ?? 0 })}
            </StatusBadge>
          </li>
        ))}
      </ul>
      <LastRun at={summary.reconciled_at} />
    </div>
  )
}

function LastRun({ at }: { at: string | null }) {
  const { t } = useTranslation("klarna")
  const format = useFormat()
  const isSilent = !at || Date.now() - new Date(at).getTime() > SILENT_MS
  if (!isSilent) {
    return (
      <Text size="small" className="text-ui-fg-subtle">
        {t("page.last_run", { when: format.time(at) })}
      </Text>
    )
  }
  return (
    <Text size="small" as="div" className="text-ui-fg-error flex items-center gap-x-1">
      <ExclamationCircle aria-hidden />
      {at ? t("page.silent_since", { when: format.time(at) }) : t("page.never_ran")}
    </Text>
  )
}
