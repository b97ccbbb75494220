import { defineWidgetConfig } from "@medusajs/admin-sdk"
import type { FetchError } from "@medusajs/js-sdk"
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types"
import { Badge, Button, Container, Heading, StatusBadge, Text, toast } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { AttentionList } from "../components/attention-list"
import { Facts } from "../components/facts"
import { NotSent } from "../components/not-sent"
import { Timeline } from "../components/timeline"
import { formatAmount, formatDate } from "../lib/format"
import {
  type KlarnaOrderResponse,
  type SyncState,
  useKlarnaOrder,
  useSyncKlarnaOrder,
  waitsForMerchant,
} from "../lib/klarna-order"

const COLORS: Record<SyncState, "green" | "orange" | "red" | "grey"> = {
  in_sync: "green",
  pending: "orange",
  needs_attention: "red",
  off: "grey",
  closed: "grey",
}

/** How the order stands with Klarna. Shows nothing for an order that was not paid with Klarna. */
const KlarnaOrderWidget = ({ data: order }: DetailWidgetProps<AdminOrder>) => {
  const { t } = useTranslation("klarna")
  const { data, error } = useKlarnaOrder(order.id)
  if (data) return <KlarnaOrder orderId={order.id} answer={data} />
  if (!error || (error as FetchError).status === 404) return null
  return (
    <Container className="px-6 py-4">
      <Heading level="h2">{t("title")}</Heading>
      <Text size="small" className="text-ui-fg-error mt-2">
        {t("unreadable", { message: error.message })}
      </Text>
    </Container>
  )
}

function KlarnaOrder({ orderId, answer }: { orderId: string; answer: KlarnaOrderResponse }) {
  const { t, i18n } = useTranslation("klarna")
  const { klarna_order: klarna, operations } = answer
  const amount = (minor: number | null) => formatAmount(minor, klarna.purchase_currency, i18n.language)
  const references = [klarna.merchant_reference1, klarna.merchant_reference2].filter(Boolean).join("\n")
  return (
    <Container className="divide-y p-0">
      <Header orderId={orderId} klarna={klarna} />
      <NotSent klarna={klarna} />
      {klarna.attention?.length ? <AttentionList attention={klarna.attention} /> : null}
      <div className="py-2 whitespace-pre-line">
        <Facts
          facts={[
            [t("fields.order_amount"), amount(klarna.order_amount)],
            [t("fields.captured_amount"), amount(klarna.captured_amount)],
            [t("fields.refunded_amount"), amount(klarna.refunded_amount)],
            [t("fields.payment_method"), klarna.payment_method ?? "–"],
            [t("fields.klarna_reference"), klarna.klarna_reference ?? "–"],
            [t("fields.references"), references || "–"],
            [t("fields.expires_at"), formatDate(klarna.expires_at, i18n.language)],
          ]}
        />
      </div>
      <Timeline operations={operations} />
    </Container>
  )
}

function Header({ orderId, klarna }: { orderId: string; klarna: KlarnaOrderResponse["klarna_order"] }) {
  const { t } = useTranslation("klarna")
  const sync = useSyncKlarnaOrder(orderId)
  const ask = () =>
    sync.mutate(undefined, {
      onSuccess: () => toast.success(t("synced")),
      onError: ({ message }) => toast.error(t("failed", { message })),
    })
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 px-6 py-4">
      <Heading level="h2">{t("title")}</Heading>
      <div className="flex flex-wrap items-center gap-2">
        {klarna.environment !== "live" && <Badge size="2xsmall">{klarna.environment}</Badge>}
        {klarna.status && <Badge size="2xsmall">{klarna.status}</Badge>}
        <StatusBadge color={COLORS[klarna.sync_state]}>
          {t(`state.${waitsForMerchant(klarna) ? "waits_for_you" : klarna.sync_state}`)}
        </StatusBadge>
        <Button size="small" variant="secondary" isLoading={sync.isPending} onClick={ask}>
          {t("sync")}
        </Button>
      </div>
    </div>
  )
}

export const config = defineWidgetConfig({ id: "medusa-klarna-order", zone: "order.details.side" })

export default KlarnaOrderWidget
