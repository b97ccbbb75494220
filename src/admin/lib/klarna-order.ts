import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { sdk } from "./sdk"

/** What `/admin/klarna/orders/:order_id` answers, as far as the widget shows it. Amounts in minor units. */
export interface KlarnaOrderResponse {
  klarna_order: {
    klarna_order_id: string
    klarna_reference: string | null
    environment: string
    status: string | null
    fraud_status: string | null
    payment_method: string | null
    order_amount: number | null
    captured_amount: number
    refunded_amount: number
    purchase_currency: string | null
    merchant_reference1: string | null
    merchant_reference2: string | null
    expires_at: string | null
    sync_state: SyncState
    attention: Attention[] | null
    notes: Note[] | null
    next_attempt_at: string | null
    /** Of the user who disconnected it; null where a workflow did. */
    off_by: string | null
    off_at: string | null
  }
  operations: Operation[]
}

export type SyncState = "in_sync" | "pending" | "needs_attention" | "off" | "closed"

/** A difference that is not sent by itself, and why. */
export interface Note {
  code?: string
  kind: string
}

export interface Attention {
  code: string
  message: string
  klarna?: { code: string; messages: string[]; correlation_id?: string }
}

export interface Operation {
  id: string
  kind: string
  outcome: string | null
  correlation_id: string | null
  error_code: string | null
  created_at: string
}

const PENDING_POLL_MS = 3000

/** Undefined data: not paid with Klarna. Looks again by itself while something is pending. */
export function useKlarnaOrder(orderId: string) {
  return useQuery({
    queryKey: keyOf(orderId),
    queryFn: () => sdk.client.fetch<KlarnaOrderResponse>(`/admin/klarna/orders/${orderId}`),
    retry: false,
    refetchInterval: ({ state }) => isMoving(state.data?.klarna_order) && PENDING_POLL_MS,
  })
}

/** What waits for the merchant does not change by itself. */
function isMoving(klarna: KlarnaOrderResponse["klarna_order"] | undefined): boolean {
  return klarna?.sync_state === "pending" && !waitsForMerchant(klarna)
}

/** Something is to be sent by hand, and nothing else is under way. */
export function waitsForMerchant({ sync_state, notes, next_attempt_at }: KlarnaOrderResponse["klarna_order"]): boolean {
  return sync_state === "pending" && !next_attempt_at && Boolean(notes?.some(({ code }) => code === "manual"))
}

/** Compares the order with Klarna now and sends what differs. */
export function useSyncKlarnaOrder(orderId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () =>
      sdk.client.fetch<KlarnaOrderResponse>(`/admin/klarna/orders/${orderId}/sync`, { method: "POST", body: {} }),
    onSuccess: async (answer) => {
      queries.setQueryData(keyOf(orderId), answer)
      await queries.invalidateQueries({ queryKey: ["orders"] })
    },
  })
}

const keyOf = (orderId: string) => ["klarna_order", orderId]
