import { Button, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { AdminKlarnaOrderListItem } from "../../lib/types"
import { type BulkKind, useBulk } from "../../lib/use-bulk"
import { BulkOutcome } from "./bulk-outcome"

interface Props {
  /** The chosen ones. */
  orders: AdminKlarnaOrderListItem[]
  /** Whether there is anything to choose from. */
  hasOrders: boolean
  onDone: () => void
}

/** What can be done with the chosen orders, how far it is, and what came of it. */
export function BulkBar({ orders, hasOrders, onDone }: Props) {
  const { t } = useTranslation("klarna")
  const { run, isRunning, progress, forget } = useBulk()
  const begin = async (kind: BulkKind) => {
    await run(kind, orders)
    onDone()
  }
  if (!progress && !hasOrders) return null
  if (progress) return <BulkOutcome progress={progress} isRunning={isRunning} close={forget} />
  return (
    <div className="bg-ui-bg-subtle flex flex-wrap items-center gap-2 px-6 py-2">
      <Text size="small" role="status" className="text-ui-fg-subtle mr-2">
        {orders.length ? t("bulk.chosen", { count: orders.length }) : t("bulk.choose")}
      </Text>
      <Button size="small" variant="secondary" disabled={!orders.length} onClick={() => begin("send_again")}>
        {t("help.send_again")}
      </Button>
      <Button size="small" variant="secondary" disabled={!orders.length} onClick={() => begin("seen")}>
        {t("help.seen")}
      </Button>
    </div>
  )
}
