import { randomUUID } from "node:crypto"
import type { Order } from "../../klarna/types"
import type { AccountToAsk } from "../../modules/klarna/accounts-to-ask"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { patchOfRead } from "../sync/mirror"

const UNREAD = {
  klarna_reference: null,
  status: null,
  fraud_status: null,
  order_amount: null,
  original_order_amount: null,
  captured_amount: 0,
  refunded_amount: 0,
  purchase_currency: null,
  purchase_country: null,
  payment_method: null,
  merchant_reference1: null,
  merchant_reference2: null,
  expires_at: null,
  read_at: null,
  doubtful: false,
  acknowledged: {},
  refused: {},
  wanted_references: null,
  asked: null,
  sync_state: "in_sync",
  attention: null,
  attention_code: null,
  attention_seen_by: null,
  attention_seen_at: null,
  notes: null,
  attempts: 0,
  next_attempt_at: null,
  synced_at: null,
  compared_at: null,
  next_read_at: null,
  announced: null,
  off_by: null,
  off_at: null,
  dirty: 0,
  lease_token: null,
  lease_until: null,
} satisfies Partial<KlarnaOrderRow>

/**
 * The row of a Klarna order that another plugin made, from what Klarna answers. Its references stay what they are, as if the merchant had
 * typed them: settlement files know them.
 */
export function adoptedRow({ identity }: AccountToAsk, order_id: string, order: Order): KlarnaOrderRow {
  const now = new Date()
  const unread: KlarnaOrderRow = {
    ...UNREAD,
    ...identity,
    id: `klord_${randomUUID()}`,
    klarna_order_id: order.order_id,
    order_id,
    // Which of several is the newest is a question of when it was bought.
    created_at: order.created_at ? new Date(order.created_at) : now,
    updated_at: now,
  }
  const { merchant_reference1 = "", merchant_reference2 = "" } = order
  return {
    ...unread,
    ...patchOfRead(unread, order, undefined),
    wanted_references: { merchant_reference1, merchant_reference2 },
  }
}
