import { Container } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useBackfill } from "../../lib/use-backfill"
import { SectionHeading } from "../shared/section-heading"
import { Trouble } from "../shared/trouble"
import { BackfillFindings } from "./backfill-findings"
import { BackfillForm } from "./backfill-form"
import { BackfillRun } from "./backfill-run"

/** Orders that another Klarna plugin made: look for them, then adopt them. */
export function Backfill() {
  const { t } = useTranslation("klarna")
  const { data: run, error, refetch, isFetching } = useBackfill()
  const isRunning = run?.state === "running"
  return (
    <Container className="divide-y p-0">
      <SectionHeading level="h2" title={t("backfill.title")} text={t("backfill.text")} />
      {error && <Trouble error={error} retry={() => void refetch()} isRetrying={isFetching} />}
      {!error && run !== undefined && !isRunning && <BackfillForm key={run?.id} last={run} />}
      {run && <BackfillRun run={run} />}
      {run && !isRunning && <BackfillFindings key={run.id} runId={run.id} />}
    </Container>
  )
}
