import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { klarnaKeys } from "./keys"
import { sdk } from "./sdk"
import type { AdminKlarnaOrderListResponse, AttentionCode, SyncState } from "./types"

/** What the list is asked for; the names are the route's. */
export interface OrdersQuery {
  limit: number
  offset: number
  order?: string
  q?: string
  sync_state?: SyncState[]
  status?: string[]
  attention_code?: AttentionCode[]
  account_id?: string
  attention?: boolean
  expiring?: boolean
}

const POLL_MS = 5000

/** A page of Klarna orders. Looks again by itself while one of them is pending. */
export function useKlarnaOrders(query: OrdersQuery) {
  return useQuery({
    queryKey: klarnaKeys.orders(query),
    queryFn: () => sdk.client.fetch<AdminKlarnaOrderListResponse>("/admin/klarna/orders", { query: { ...query } }),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 0,
    refetchInterval: ({ state }) =>
      Boolean(state.data?.klarna_orders.some(({ sync_state }) => sync_state === "pending")) && POLL_MS,
  })
}
