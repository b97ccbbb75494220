import type { DataTablePaginationState, DataTableRowSelectionState, DataTableSortingState } from "@medusajs/ui"
import { useMemo, useState } from "react"
import type { AttentionCode, SyncState } from "./types"
import { type OrdersQuery, useKlarnaOrders } from "./use-klarna-orders"
import { queryOf, type View } from "./views"

const PAGE_SIZE = 20

export interface OrderFilters {
  q: string
  sync_state: SyncState[]
  status: string[]
  attention_code: AttentionCode[]
  account_id: string[]
}

const NO_FILTERS: OrderFilters = { q: "", sync_state: [], status: [], attention_code: [], account_id: [] }

/** What a tab of the Klarna page is asked for, page by page, and which of its rows are chosen. */
export function useOrdersTable(view: View) {
  const [filters, setFilters] = useState(NO_FILTERS)
  const [page, setPage] = useState<DataTablePaginationState>({ pageIndex: 0, pageSize: PAGE_SIZE })
  const [sorting, setSorting] = useState<DataTableSortingState | null>(null)
  const [chosen, setChosen] = useState<DataTableRowSelectionState>({})
  const answer = useKlarnaOrders(toQuery(view, filters, page, sorting))
  const rows = useMemo(() => answer.data?.klarna_orders ?? [], [answer.data])
  return {
    answer,
    rows,
    filters,
    setFilters: (changed: Partial<OrderFilters>) => {
      setFilters((now) => ({ ...now, ...changed }))
      setPage((now) => ({ ...now, pageIndex: 0 }))
      setChosen({})
    },
    pagination: { state: page, onPaginationChange: setPage },
    sorting: { state: sorting, onSortingChange: setSorting },
    selection: { state: chosen, onRowSelectionChange: setChosen },
    selected: rows.filter(({ order_id }) => chosen[order_id]),
    clearSelection: () => setChosen({}),
  }
}

function toQuery(
  view: View,
  { q, account_id, ...lists }: OrderFilters,
  { pageIndex, pageSize }: DataTablePaginationState,
  sorting: DataTableSortingState | null
): OrdersQuery {
  const chosen = Object.entries(lists).filter(([, values]) => values.length > 0)
  return {
    ...queryOf[view],
    ...(Object.fromEntries(chosen) as Partial<OrdersQuery>),
    ...(q.trim() && { q: q.trim() }),
    ...(account_id.length && { account_id: account_id[0] }),
    ...(sorting && { order: `${sorting.desc ? "-" : ""}${sorting.id}` }),
    limit: pageSize,
    offset: pageIndex * pageSize,
  }
}
