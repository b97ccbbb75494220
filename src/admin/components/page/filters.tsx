import { Button, Input } from "@medusajs/ui"
import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { helps } from "../../lib/helps"
import type { AttentionCode, SyncState } from "../../lib/types"
import type { OrderFilters } from "../../lib/use-orders-table"
import { useKlarnaSettings } from "../../lib/use-summary"
import type { View } from "../../lib/views"
import { FilterMenu } from "./filter-menu"

const STATES: SyncState[] = ["in_sync", "pending", "needs_attention", "off", "closed"]
const STATUSES = ["AUTHORIZED", "PART_CAPTURED", "CAPTURED", "CANCELLED", "EXPIRED", "CLOSED"]
const CODES = Object.keys(helps) as AttentionCode[]

interface Props {
  view: View
  filters: OrderFilters
  onChange: (changed: Partial<OrderFilters>) => void
}

/** Medusa's own filter bar has buttons without names and English words: these have names in the merchant's language. */
export function Filters({ view, filters, onChange }: Props) {
  const { t } = useTranslation("klarna")
  const { data: settings } = useKlarnaSettings()
  const accounts = settings?.accounts.map(({ id }) => id) ?? []
  const isFiltered = Object.values(filters).some((value) => value.length > 0)
  const options = <Value extends string>(values: Value[], below: string) =>
    values.map((value) => ({ value, label: t(`${below}.${value}`) }))
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 px-6 py-3">
      <div className="flex flex-wrap items-center gap-2">
        {view === "all" && (
          <FilterMenu
            label={t("page.column.state")}
            options={options(STATES, "state")}
            chosen={filters.sync_state}
            onChange={(sync_state) => onChange({ sync_state })}
          />
        )}
        {view !== "expiring" && (
          <>
            <FilterMenu
              label={t("page.column.status")}
              options={options(STATUSES, "status")}
              chosen={filters.status}
              onChange={(status) => onChange({ status })}
            />
            <FilterMenu
              label={t("page.column.reason")}
              options={CODES.map((value) => ({ value, label: t(`attention.${value}.title`) }))}
              chosen={filters.attention_code}
              onChange={(attention_code) => onChange({ attention_code })}
            />
          </>
        )}
        {accounts.length > 1 && (
          <FilterMenu
            label={t("page.column.account")}
            options={accounts.map((value) => ({ value, label: value }))}
            chosen={filters.account_id}
            onChange={(account_id) => onChange({ account_id: account_id.slice(-1) })}
          />
        )}
        {isFiltered && (
          <Button
            size="small"
            variant="transparent"
            onClick={() => onChange({ q: "", sync_state: [], status: [], attention_code: [], account_id: [] })}
          >
            {t("page.clear")}
          </Button>
        )}
      </div>
      <Search value={filters.q} onChange={(q) => onChange({ q })} />
    </div>
  )
}

const PAUSE_MS = 300

/** Asks when the typing pauses. Not `type="search"`: Medusa draws that with a picture that has no name. */
function Search({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation("klarna")
  const [text, setText] = useState(value)
  useEffect(() => setText(value), [value])
  useEffect(() => {
    if (text === value) return
    const pause = setTimeout(() => onChange(text), PAUSE_MS)
    return () => clearTimeout(pause)
  })
  return (
    <Input
      role="searchbox"
      size="small"
      className="w-[260px]"
      value={text}
      aria-label={t("page.search")}
      placeholder={t("page.search_for")}
      onChange={({ target }) => setText(target.value)}
    />
  )
}
