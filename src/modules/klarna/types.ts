import type { AccountIdentity } from "../../klarna"
import type { FraudStatus, MerchantReferences, OrderStatus } from "../../klarna/types"

export type SyncState = "in_sync" | "pending" | "needs_attention" | "off" | "closed"

/** A row of `klarna_order` as the database gives it. Amounts in minor units. */
export interface KlarnaOrderRow extends AccountIdentity {
  id: string
  klarna_order_id: string
  order_id: string
  username_hash: string | null
  klarna_reference: string | null
  status: OrderStatus | null
  fraud_status: FraudStatus | null
  order_amount: number | null
  original_order_amount: number | null
  captured_amount: number
  refunded_amount: number
  purchase_currency: string | null
  purchase_country: string | null
  payment_method: string | null
  merchant_reference1: string | null
  merchant_reference2: string | null
  expires_at: Date | null
  read_at: Date | null
  doubtful: boolean
  acknowledged: unknown
  refused: unknown
  wanted_references: MerchantReferences | null
  asked: unknown
  sync_state: SyncState
  attention: unknown
  attention_code: string | null
  attention_seen_by: string | null
  attention_seen_at: Date | null
  notes: unknown
  attempts: number
  next_attempt_at: Date | null
  synced_at: Date | null
  compared_at: Date | null
  next_read_at: Date | null
  announced: string | null
  off_by: string | null
  off_at: Date | null
  dirty: number
  lease_token: string | null
  lease_until: Date | null
  created_at: Date
  updated_at: Date
}

/** What is known of a Klarna order when it is first met. */
export interface NewKlarnaOrder extends AccountIdentity {
  klarna_order_id: string
  order_id: string
  username_hash?: string | null
}

/** Columns that a sync may change. JSON columns take plain values. */
export type KlarnaOrderPatch = Partial<
  Omit<KlarnaOrderRow, "id" | "klarna_order_id" | "dirty" | "lease_token" | "lease_until">
>
