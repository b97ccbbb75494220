import { Button, StatusBadge, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { sentenceOf } from "../../lib/errors"
import type { AdminKlarnaBackfill } from "../../lib/types"
import { useBackfillStep } from "../../lib/use-backfill"
import { useFormat } from "../../lib/use-format"
import { FactRow } from "../shared/fact-row"

const COLORS = { running: "blue", interrupted: "orange", finished: "green" } as const
const RESULTS = ["in_sync", "different", "not_found", "already_known", "account_missing", "failed"] as const

/** How far the run is and what it found, in numbers. */
export function BackfillRun({ run }: { run: AdminKlarnaBackfill }) {
  const { t, i18n } = useTranslation("klarna")
  const format = useFormat()
  const { mutate, error, isPending } = useBackfillStep()
  const { state, reason, message, counts, total, options, started_at } = run
  const why = reason && (i18n.language.startsWith("en") && message ? message : t(`backfill.stands.${reason}`))
  const shown = RESULTS.filter((result) => counts[result] > 0 || result === "in_sync" || result === "different")
  return (
    <div className="flex flex-col gap-y-3 py-4">
      <div className="flex flex-wrap items-center justify-between gap-2 px-6">
        <div className="flex flex-wrap items-center gap-x-3">
          <Text size="small" weight="plus">
            {options.dry_run ? t("backfill.dry_run") : t("backfill.adoption")}
          </Text>
          <StatusBadge color={COLORS[state]}>{t(`backfill.state.${state}`)}</StatusBadge>
          <Text size="xsmall" className="text-ui-fg-subtle">
            {format.time(started_at)}
          </Text>
        </div>
        {state === "running" && (
          <Button size="small" variant="secondary" isLoading={isPending} onClick={() => mutate("stop")}>
            {t("backfill.stop")}
          </Button>
        )}
        {state === "interrupted" && (
          <Button size="small" variant="secondary" isLoading={isPending} onClick={() => mutate("resume")}>
            {t("backfill.resume")}
          </Button>
        )}
      </div>
      <Progress done={counts.done} total={total} />
      {why && (
        <Text size="small" className="text-ui-fg-subtle px-6">
          {why}
        </Text>
      )}
      {error && (
        <Text size="small" role="alert" className="text-ui-fg-error px-6">
          {sentenceOf(error, t)}
        </Text>
      )}
      <dl>
        {shown.map((result) => (
          <FactRow key={result} label={t(`backfill.result.${result}`)} value={counts[result]} />
        ))}
        {!options.dry_run && <FactRow label={t("backfill.adopted")} value={counts.adopted} />}
      </dl>
    </div>
  )
}

function Progress({ done, total }: { done: number; total: number }) {
  const { t } = useTranslation("klarna")
  const label = t("backfill.progress", { done, total })
  return (
    <div className="flex flex-col gap-y-1 px-6">
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={Math.min(done, total)}
        className="bg-ui-bg-component h-1.5 overflow-hidden rounded-full"
      >
        <div
          className="bg-ui-tag-blue-icon h-full rounded-full"
          style={{ width: `${total ? Math.min((done / total) * 100, 100) : 100}%` }}
        />
      </div>
      <Text size="xsmall" className="text-ui-fg-subtle">
        {label}
      </Text>
    </div>
  )
}
