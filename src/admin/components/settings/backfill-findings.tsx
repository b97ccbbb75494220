import { Button, Table, Text } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { AdminKlarnaBackfillFinding } from "../../lib/types"
import { useBackfillFindings } from "../../lib/use-backfill"
import { useFormat } from "../../lib/use-format"

/** The orders that are not in sync, a page at a time. */
export function BackfillFindings({ runId }: { runId: string }) {
  const { t } = useTranslation("klarna")
  /** The ends of the pages before this one. */
  const [ends, setEnds] = useState<string[]>([])
  const { data } = useBackfillFindings(runId, ends[ends.length - 1])
  if (!data || (!data.findings.length && !ends.length)) return null
  const { findings, next } = data
  return (
    <div className="flex flex-col">
      <Table aria-label={t("backfill.findings")}>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{t("backfill.order")}</Table.HeaderCell>
            <Table.HeaderCell>{t("backfill.found")}</Table.HeaderCell>
            <Table.HeaderCell>{t("backfill.reasons")}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {findings.map((finding) => (
            <Finding key={finding.payment_id} finding={finding} />
          ))}
        </Table.Body>
      </Table>
      {(ends.length > 0 || next) && (
        <div className="flex justify-end gap-2 px-6 py-3">
          <Button size="small" variant="secondary" disabled={!ends.length} onClick={() => setEnds(ends.slice(0, -1))}>
            {t("backfill.previous")}
          </Button>
          <Button size="small" variant="secondary" disabled={!next} onClick={() => next && setEnds([...ends, next])}>
            {t("backfill.next")}
          </Button>
        </div>
      )}
    </div>
  )
}

function Finding({ finding }: { finding: AdminKlarnaBackfillFinding }) {
  const { t } = useTranslation("klarna")
  const format = useFormat()
  const { order_id, klarna_order_id, result, adopted, reasons } = finding
  const said = (reason: string) =>
    t(`backfill.why.${reason}`, {
      defaultValue: t(`kind.${reason}`, { defaultValue: t(`attention.${reason}.title`, { defaultValue: reason }) }),
    })
  return (
    <Table.Row>
      <Table.Cell className="py-2">
        <Link to={`/orders/${order_id}`} className="underline">
          <Text size="small" family="mono" className="break-all">
            {klarna_order_id ?? order_id}
          </Text>
        </Link>
      </Table.Cell>
      <Table.Cell className="whitespace-nowrap">
        {adopted ? t("backfill.adopted_different") : t(`backfill.result.${result}`)}
      </Table.Cell>
      <Table.Cell className="whitespace-normal">{format.list((reasons ?? []).map(said))}</Table.Cell>
    </Table.Row>
  )
}
