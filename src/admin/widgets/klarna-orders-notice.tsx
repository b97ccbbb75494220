import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { Container, StatusBadge, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import { useSummary } from "../lib/use-summary"

/** Above the list of orders: how many do not agree with Klarna. Nothing while all is well, or when it cannot be told. */
const KlarnaOrdersNotice = () => {
  const { t } = useTranslation("klarna")
  const { data: summary } = useSummary()
  const attention = summary?.attention_unseen ?? 0
  const pending = summary?.by_state.pending ?? 0
  if (!attention && !pending) return null
  return (
    <Container className="flex flex-wrap items-center justify-between gap-2 px-6 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <Text size="small" weight="plus">
          {t("title")}
        </Text>
        {attention > 0 && <StatusBadge color="red">{t("list.attention", { count: attention })}</StatusBadge>}
        {pending > 0 && <StatusBadge color="orange">{t("list.pending", { count: pending })}</StatusBadge>}
      </div>
      <Link
        to={attention ? "/klarna?view=attention" : "/klarna"}
        className="text-ui-fg-base txt-compact-small-plus underline"
      >
        {t("list.open")}
      </Link>
    </Container>
  )
}

export const config = defineWidgetConfig({ id: "medusa-klarna-orders-notice", zone: "order.list" })

export default KlarnaOrdersNotice
