import { Checkbox, createDataTableColumnHelper, Text } from "@medusajs/ui"
import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { T } from "../../lib/describe"
import { daysLeft } from "../../lib/days-left"
import { formatAmount, formatDate } from "../../lib/format"
import { isOpen } from "../../lib/is-open"
import type { AdminKlarnaOrderListItem } from "../../lib/types"
import type { View } from "../../lib/views"
import { FraudBadge, KlarnaStatusBadge, StateBadge } from "../shared/badges"

const column = createDataTableColumnHelper<AdminKlarnaOrderListItem>()

/** What identifies the order, how it stands, and what the tab is about. */
export function useColumns(view: View) {
  const { t, i18n } = useTranslation("klarna")
  return useMemo(() => {
    const rest = [
      order(t),
      state(t),
      status(t),
      amount(t, i18n.language),
      expires(t, i18n.language, view === "expiring"),
    ]
    if (view === "attention") return [select(t), order(t), reason(t), status(t), amount(t, i18n.language)]
    return view === "all" ? [...rest, reason(t)] : rest
  }, [view, t, i18n.language])
}

/** Medusa's own select column has checkboxes without names. */
const select = (t: T) =>
  column.select({
    header: ({ table }) => (
      <Checkbox
        aria-label={t("page.select_all")}
        checked={table.getIsSomePageRowsSelected() ? "indeterminate" : table.getIsAllPageRowsSelected()}
        onCheckedChange={(isOn) => table.toggleAllPageRowsSelected(Boolean(isOn))}
      />
    ),
    cell: ({ row }) => (
      <Checkbox
        aria-label={t("page.select", { order: nameOf(row.original) })}
        checked={row.getIsSelected()}
        onCheckedChange={(isOn) => row.toggleSelected(Boolean(isOn))}
        onClick={(event) => event.stopPropagation()}
      />
    ),
  })

const order = (t: T) =>
  column.display({
    id: "display_id",
    header: t("page.column.order"),
    size: 110,
    cell: ({ row: { original } }) => (
      <Link
        to={`/orders/${original.order_id}`}
        onClick={(event) => event.stopPropagation()}
        className="text-ui-fg-base txt-compact-small-plus hover:underline focus-visible:underline"
      >
        {nameOf(original)}
      </Link>
    ),
  })

const state = (t: T) =>
  column.accessor("sync_state", {
    header: t("page.column.state"),
    cell: ({ row }) => <StateBadge klarna={row.original} />,
  })

const status = (t: T) =>
  column.accessor("status", {
    header: t("page.column.status"),
    cell: ({ row: { original } }) => (
      <span className="flex gap-x-1">
        <KlarnaStatusBadge status={original.status} />
        <FraudBadge fraud={original.fraud_status} />
      </span>
    ),
  })

const amount = (t: T, language: string) =>
  column.accessor("order_amount", {
    header: t("page.column.amount"),
    enableSorting: true,
    align: "right",
    cell: ({ row: { original } }) => formatAmount(original.order_amount, original.purchase_currency, language),
  })

const expires = (t: T, language: string, withDays: boolean) =>
  column.accessor("expires_at", {
    header: t("page.column.expires"),
    enableSorting: true,
    cell: ({ row: { original } }) => (
      <>
        {formatDate(isOpen(original) ? original.expires_at : null, language)}
        {withDays && original.expires_at && (
          <Text size="small" leading="compact" as="span" className="text-ui-fg-error ml-2">
            {daysLeft(original.expires_at, t)}
          </Text>
        )}
      </>
    ),
  })

const reason = (t: T) =>
  column.accessor("attention_code", {
    header: t("page.column.reason"),
    cell: ({ getValue }) => {
      const code = getValue()
      return (
        <Text size="small" leading="compact" as="span">
          {code ? t(`attention.${code}.title`, { defaultValue: code }) : "–"}
        </Text>
      )
    },
  })

export const nameOf = ({ display_id, order_id }: AdminKlarnaOrderListItem) =>
  display_id === null ? order_id : `#${display_id}`
