import { DataTable, useDataTable } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router-dom"
import { useOrdersTable } from "../../lib/use-orders-table"
import type { View } from "../../lib/views"
import { Trouble } from "../shared/trouble"
import { BulkBar } from "./bulk-bar"
import { useColumns } from "./columns"
import { Filters } from "./filters"

/** One tab's orders: filters above, rows that lead to the order, pages below. */
export function OrdersTable({ view }: { view: View }) {
  const { t } = useTranslation("klarna")
  const navigate = useNavigate()
  const table = useOrdersTable(view)
  const { answer, rows, selected } = table
  const { data, error, isPending, isFetching, refetch } = answer
  const instance = useDataTable({
    data: rows,
    columns: useColumns(view),
    getRowId: ({ order_id }) => order_id,
    rowCount: data?.count ?? 0,
    isLoading: isPending,
    onRowClick: (_event, { order_id }) => navigate(`/orders/${order_id}`),
    pagination: table.pagination,
    sorting: table.sorting,
    ...(view === "attention" && { rowSelection: table.selection }),
  })
  if (error && !data) return <Trouble error={error} retry={() => void refetch()} isRetrying={isFetching} />
  return (
    <DataTable instance={instance}>
      <Filters view={view} filters={table.filters} onChange={table.setFilters} />
      {view === "attention" && <BulkBar orders={selected} hasOrders={rows.length > 0} onDone={table.clearSelection} />}
      <DataTable.Table
        emptyState={{
          empty: { heading: t(`page.empty.${view}`), description: t(`page.empty_text.${view}`) },
          filtered: { heading: t("page.none_found"), description: t("page.none_found_text") },
        }}
      />
      <DataTable.Pagination
        translations={{
          of: t("page.of"),
          results: t("page.results"),
          pages: t("page.pages"),
          prev: t("page.previous"),
          next: t("page.next"),
        }}
      />
    </DataTable>
  )
}
