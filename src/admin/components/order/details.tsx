import { ExclamationCircle } from "@medusajs/icons"
import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { daysLeft } from "../../lib/days-left"
import { daysUntil } from "../../lib/format"
import { isOpen } from "../../lib/is-open"
import { useOrderWindow } from "../../lib/order-context"
import { useFormat } from "../../lib/use-format"
import { CopyId } from "../shared/copy-id"
import { FactRow } from "../shared/fact-row"

const WARN_DAYS = 7

/** Until when Klarna's promise holds, and under which names Klarna knows the order. */
export function Details() {
  const { t } = useTranslation("klarna")
  const format = useFormat()
  const { klarna_order: klarna } = useOrderWindow().answer
  return (
    <div className="flex flex-col gap-y-1 py-3">
      <dl>
        {isOpen(klarna) && <FactRow label={t("details.expires")} value={<Expiry />} />}
        <FactRow label={t("details.klarna_reference")} value={klarna.klarna_reference ?? "–"} />
        {klarna.synced_at && <FactRow label={t("details.synced")} value={format.time(klarna.synced_at)} />}
      </dl>
      <div className="px-6">
        <CopyId label={t("details.klarna_order_id")} id={klarna.klarna_order_id} />
      </div>
    </div>
  )
}

function Expiry() {
  const { t } = useTranslation("klarna")
  const format = useFormat()
  const { expires_at } = useOrderWindow().answer.klarna_order
  if (!expires_at) return <>–</>
  const days = daysUntil(expires_at)
  if (days > WARN_DAYS) return <>{format.date(expires_at)}</>
  return (
    <span className="flex flex-col items-end">
      <span>{format.date(expires_at)}</span>
      <Text size="small" leading="compact" as="span" className="text-ui-fg-error flex items-center gap-x-1">
        <ExclamationCircle aria-hidden />
        {daysLeft(expires_at, t)}
      </Text>
    </span>
  )
}
