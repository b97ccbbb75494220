import { Button, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { BulkProgress } from "../../lib/use-bulk"
import { nameOf } from "./columns"

interface Props {
  progress: BulkProgress
  isRunning: boolean
  close: () => void
}

/** While it runs how far it is; afterwards the sum, and what was not done. */
export function BulkOutcome({ progress, isRunning, close }: Props) {
  const { t } = useTranslation("klarna")
  const { kind, total, done, open, failures } = progress
  return (
    <div className="bg-ui-bg-subtle flex flex-col gap-y-2 px-6 py-3">
      <div
        role="progressbar"
        aria-label={t(`help.${kind}`)}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        className="bg-ui-bg-component-hover h-1.5 w-full overflow-hidden rounded-full"
      >
        <div className="bg-ui-tag-blue-icon h-full transition-all" style={{ width: `${(done / total) * 100}%` }} />
      </div>
      <div className="flex items-center justify-between gap-x-2">
        <Text size="small" role="status">
          {isRunning
            ? t("bulk.running", { done, total })
            : t(kind === "seen" ? "bulk.sum_seen" : "bulk.sum_sent", {
                good: total - failures.length - open,
                open,
                failed: failures.length,
                seen: total - failures.length,
              })}
        </Text>
        {!isRunning && (
          <Button size="small" variant="transparent" onClick={close}>
            {t("bulk.close")}
          </Button>
        )}
      </div>
      {!isRunning && failures.length > 0 && (
        <ul aria-label={t("bulk.failures")} className="flex flex-col gap-y-1">
          {failures.map(({ order, reason }) => (
            <li key={order.id}>
              <Text size="small" className="text-ui-fg-error">
                <Link to={`/orders/${order.order_id}`} className="underline">
                  {nameOf(order)}
                </Link>
                {": "}
                {reason}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
