import type { KlarnaOrderRow } from "../../../modules/klarna/types"
import type { AdminKlarnaOrder } from "./responses"

/** A row as the admin API answers it. What is not named here (claims, fingerprints, keys) stays ours. */
export function klarnaOrderAnswer(row: KlarnaOrderRow): AdminKlarnaOrder {
  const { id, klarna_order_id, order_id, account_id, environment, region, klarna_reference } = row
  const { status, fraud_status, order_amount, original_order_amount, captured_amount, refunded_amount } = row
  const { purchase_currency, purchase_country, payment_method, merchant_reference1, merchant_reference2 } = row
  const { sync_state, attention_seen_by, attempts, off_by } = row
  return {
    ...{ id, klarna_order_id, order_id, account_id, environment, region, klarna_reference },
    ...{ status, fraud_status, order_amount, original_order_amount, captured_amount, refunded_amount },
    ...{ purchase_currency, purchase_country, payment_method, merchant_reference1, merchant_reference2 },
    expires_at: iso(row.expires_at),
    read_at: iso(row.read_at),
    sync_state,
    // JSON that the sync wrote and nobody else.
    attention: row.attention as AdminKlarnaOrder["attention"],
    attention_code: row.attention_code as AdminKlarnaOrder["attention_code"],
    attention_seen_by,
    attention_seen_at: iso(row.attention_seen_at),
    notes: row.notes as AdminKlarnaOrder["notes"],
    attempts,
    next_attempt_at: iso(row.next_attempt_at),
    synced_at: iso(row.synced_at),
    off_by,
    off_at: iso(row.off_at),
  }
}

export const iso = (time: Date | string | null): string | null => (time ? new Date(time).toISOString() : null)
