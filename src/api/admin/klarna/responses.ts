import type { KlarnaAction, KlarnaActionObstacle, KlarnaActions } from "../../../mapping/actions"
import type { SideBySide, SideBySideLine } from "../../../mapping/side-by-side"
import type { Attention, AttentionCode, SyncPlan, WriteInShort, WriteKind } from "../../../mapping/types"
import type { BackfillCounts, BackfillFinding } from "../../../modules/klarna/backfill-findings"
import type { BackfillReason } from "../../../modules/klarna/backfill"
import type { SyncState } from "../../../modules/klarna/types"
import type { BackfillOptions } from "../../../workflows/backfill/options"

/*
 * What `/admin/klarna/...` answers: the window (src/admin) and stores import these types. Amounts are minor units, times ISO 8601.
 */

/** One Klarna order as the sync remembers it; Klarna itself was not asked. */
export interface AdminKlarnaOrder {
  id: string
  klarna_order_id: string
  order_id: string
  account_id: string
  environment: string
  region: string
  klarna_reference: string | null
  /** Klarna's: `AUTHORIZED`, `PART_CAPTURED`, `CAPTURED`, `CANCELLED`, `EXPIRED`, `CLOSED`. */
  status: string | null
  fraud_status: string | null
  order_amount: number | null
  original_order_amount: number | null
  captured_amount: number
  refunded_amount: number
  purchase_currency: string | null
  purchase_country: string | null
  payment_method: string | null
  merchant_reference1: string | null
  merchant_reference2: string | null
  expires_at: string | null
  read_at: string | null
  sync_state: SyncState
  attention: Attention[] | null
  attention_code: AttentionCode | null
  /** A merchant has seen what is to be looked at: until its code changes it is out of the way. */
  attention_seen_by: string | null
  attention_seen_at: string | null
  notes: SyncPlan["notes"] | null
  attempts: number
  next_attempt_at: string | null
  synced_at: string | null
  off_by: string | null
  off_at: string | null
}

/** One row of the ledger: the merchant's timeline. */
export interface AdminKlarnaOperation {
  id: string
  /**
   * A write to Klarna: a `WriteKind`, `create_order`, `capture`, `refund`, `extend`. Or a merchant's decision, of which Klarna hears
   * nothing: `disconnect`, `reconnect`, `acknowledge_attention`, `revert_edit`.
   */
  kind: string
  /** What caused it: `event:<name>`, `job`, `user:<id>`, `provider:<what>`, `workflow`. */
  trigger: string
  asked: Record<string, unknown>
  /** Null: on its way. `unknown`: sent, and the answer was lost. */
  outcome: "accepted" | "refused" | "unknown" | "superseded" | "failed" | null
  http_status: number | null
  error_code: string | null
  error_messages: string[] | null
  correlation_id: string | null
  attempts: number
  created_at: string
  sent_at: string | null
  finished_at: string | null
  duration_ms: number | null
  result_id: string | null
}

export type { KlarnaAction, KlarnaActionObstacle, KlarnaActions }

/** What is planned from memory, without asking Klarna: what a sync would send now. */
export interface AdminKlarnaPreview {
  writes: WriteInShort[]
  /** Waits for the merchant: manual by option. Sent with `force`. */
  held: WriteInShort[]
  waiting: SyncPlan["waiting"]
}

export interface AdminKlarnaUser {
  id: string
  /** The name, else the email. */
  name: string
}

/**
 * `GET /admin/klarna/orders/:order_id`, and what every action answers beside its `sync`. One request, none to Klarna.
 *
 * @schema AdminKlarnaOrderResponse
 * type: object
 * properties:
 *   klarna_order:
 *     type: object
 *     description: The order as it is remembered, amounts in minor units, times ISO 8601.
 *   operations:
 *     type: array
 *     description: The timeline, the latest first.
 *     items:
 *       type: object
 *   preview:
 *     type: object
 *     nullable: true
 *     description: What a sync would send now.
 *   actions:
 *     type: object
 *     description: What stands in the way of each action, null for nothing.
 *   users:
 *     type: array
 *     items:
 *       type: object
 *   portal_url:
 *     type: string
 *     nullable: true
 *   live:
 *     type: object
 *     nullable: true
 *     description: Klarna's own account of it, only when asked for.
 *   live_error:
 *     type: string
 */
export interface AdminKlarnaOrderResponse {
  klarna_order: AdminKlarnaOrder
  /** The latest first, at most 100. */
  operations: AdminKlarnaOperation[]
  /** Null where nothing can be planned: disconnected, over, or the account is missing. */
  preview: AdminKlarnaPreview | null
  actions: KlarnaActions
  /** Those who are named by `trigger`, `off_by` and `attention_seen_by`. */
  users: AdminKlarnaUser[]
  /** The order in Klarna's merchant portal of its own environment; null where a simulator stands in for Klarna. */
  portal_url: string | null
  /** Only with `?live=true`: Klarna's order read now. Null when that did not work: `live_error` says why, in a sentence. */
  live?: AdminKlarnaLiveOrder | null
  live_error?: string
}

/** Klarna's own account of its order, without anything personal. Nothing of it is remembered. */
export interface AdminKlarnaLiveOrder {
  klarna_order_id: string
  klarna_reference: string | null
  status: string
  fraud_status: string
  order_amount: number
  original_order_amount: number
  captured_amount: number
  refunded_amount: number
  remaining_authorized_amount: number
  purchase_currency: string
  purchase_country: string
  payment_method: { type: string | null; description: string | null; number_of_installments: number | null } | null
  merchant_reference1: string | null
  merchant_reference2: string | null
  created_at: string | null
  expires_at: string | null
  lines: { reference: string | null; name: string; quantity: number; unit_price: number; total_amount: number }[]
  captures: { id: string; amount: number; reference: string | null; captured_at: string | null }[]
  refunds: { id: string | null; amount: number; reference: string | null; refunded_at: string | null }[]
}

/**
 * What an action came to.
 *
 * @schema AdminKlarnaActionResponse
 * type: object
 * properties:
 *   klarna_order:
 *     type: object
 *     description: The order as it is remembered, amounts in minor units, times ISO 8601.
 *   operations:
 *     type: array
 *     description: The timeline, the latest first.
 *     items:
 *       type: object
 *   preview:
 *     type: object
 *     nullable: true
 *     description: What a sync would send now.
 *   actions:
 *     type: object
 *     description: What stands in the way of each action, null for nothing.
 *   users:
 *     type: array
 *     items:
 *       type: object
 *   portal_url:
 *     type: string
 *     nullable: true
 *   sync:
 *     type: object
 *     description: What was sent, and what the order has come to.
 *   order_change_id:
 *     type: string
 *     description: Of revert-edit only.
 */
export interface AdminKlarnaActionResponse extends AdminKlarnaOrderResponse {
  sync: {
    /** `busy`: another sync has the order and will see the wish. `none`: not Klarna's. */
    result: "none" | "busy" | SyncState
    rounds: number
    writes: { kind: WriteKind | "capture"; outcome: string }[]
  }
  /** Of `revert-edit`: the order edit that was opened, to be looked at and confirmed in Medusa's edit screen. */
  order_change_id?: string
}

export type { SideBySide, SideBySideLine }

/**
 * `GET /admin/klarna/orders/:order_id/difference`: Klarna is read now; nothing is sent, nothing remembered.
 *
 * @schema AdminKlarnaDifferenceResponse
 * type: object
 * properties:
 *   difference:
 *     type: object
 *     description: Both sides, what would be sent, and the fingerprint of all that.
 */
export interface AdminKlarnaDifferenceResponse {
  difference: {
    /** To be given back as `confirm` when reconnecting. */
    fingerprint: string
    writes: WriteInShort[]
    attention: Attention[]
    notes: (SyncPlan["notes"][number] | SyncPlan["waiting"][number])[]
    /** Order amount, references, address fields (`shipping_address.city`). All that either side has. Empty where nothing can be compared. */
    fields: SideBySide[]
    lines: SideBySideLine[]
    currency: string | null
  }
}

/** A row of `GET /admin/klarna/orders`. */
export interface AdminKlarnaOrderListItem extends AdminKlarnaOrder {
  /** Medusa's order number. */
  display_id: number | null
}

/**
 * `GET /admin/klarna/orders`.
 *
 * @schema AdminKlarnaOrderListResponse
 * type: object
 * properties:
 *   klarna_orders:
 *     type: array
 *     items:
 *       type: object
 *   count:
 *     type: integer
 *   offset:
 *     type: integer
 *   limit:
 *     type: integer
 */
export interface AdminKlarnaOrderListResponse {
  klarna_orders: AdminKlarnaOrderListItem[]
  /** Counted up to 10 000: that number means "so many or more", and no page begins after it. */
  count: number
  offset: number
  limit: number
}

/**
 * `GET /admin/klarna/summary`. Each number is counted up to 10 000, which then means "so many or more".
 *
 * @schema AdminKlarnaSummaryResponse
 * type: object
 * properties:
 *   summary:
 *     type: object
 */
export interface AdminKlarnaSummaryResponse {
  summary: {
    by_state: Record<SyncState, number>
    /** Those that nobody has seen yet, per code. */
    attention: { code: AttentionCode; count: number }[]
    attention_unseen: number
    /** Authorised, and ending within seven days. */
    expiring_soon: number
    /** When the job last ended a run. */
    reconciled_at: string | null
  }
}

export interface AdminKlarnaAccount {
  id: string
  environment: string
  region: string
  /** Where calls go. */
  base_url: string
  /** True where `baseUrl` is set: a simulator, not Klarna. */
  is_simulator: boolean
  /** The first characters only; the password is never shown. */
  username_hint: string
  /** Upper case; null: whatever no other account claims. */
  countries: string[] | null
  retired: boolean
}

/**
 * `GET /admin/klarna/settings`.
 *
 * @schema AdminKlarnaSettingsResponse
 * type: object
 * properties:
 *   accounts:
 *     type: array
 *     items:
 *       type: object
 *   options:
 *     type: object
 *   urls:
 *     type: array
 *     items:
 *       type: object
 *   countries:
 *     type: array
 *     items:
 *       type: object
 */
export interface AdminKlarnaSettingsResponse {
  accounts: AdminKlarnaAccount[]
  /** The effective options, accounts and secrets left out, as a tree of plain values. */
  options: Record<string, unknown>
  /** To be copied: what Klarna or a storefront has to be told. */
  urls: {
    name: "notification" | "authorization" | "status_update" | "confirmation" | "push"
    url: string | null
  }[]
  /** Countries in which Klarna sells, with their currency, and the account that would sell there. */
  countries: { country: string; currency: string; account_id: string | null }[]
}

/**
 * `POST /admin/klarna/accounts/:account_id/rearm-billing`.
 *
 * @schema AdminKlarnaRearmBillingResponse
 * type: object
 * properties:
 *   account_id:
 *     type: string
 *   waiting_orders:
 *     type: integer
 */
export interface AdminKlarnaRearmBillingResponse {
  account_id: string
  /** Whose billing address had waited, and is due now. */
  waiting_orders: number
}

/**
 * `POST /admin/klarna/accounts/:account_id/test`: asks Klarna for an order that does not exist.
 *
 * @schema AdminKlarnaConnectionTestResponse
 * type: object
 * properties:
 *   verdict:
 *     type: string
 *     enum: [ok, credentials_rejected, unreachable, unexpected]
 *   message:
 *     type: string
 *   correlation_id:
 *     type: string
 *     nullable: true
 *   duration_ms:
 *     type: integer
 */
export interface AdminKlarnaConnectionTestResponse {
  verdict: "ok" | "credentials_rejected" | "unreachable" | "unexpected"
  /** A sentence: what happened, and what to do. */
  message: string
  correlation_id: string | null
  duration_ms: number
}

export type { BackfillCounts as AdminKlarnaBackfillCounts, BackfillFinding as AdminKlarnaBackfillFinding }

/** A run of the backfill. */
export interface AdminKlarnaBackfill {
  id: string
  options: BackfillOptions
  state: "running" | "interrupted" | "finished"
  /** Why it stands still, where it does; `message` says it in a sentence. */
  reason: BackfillReason | null
  message: string | null
  /** How many payments of the other provider there were when it began. */
  total: number
  counts: BackfillCounts
  started_by: string | null
  started_at: string
  finished_at: string | null
}

/**
 * `GET /admin/klarna/backfill`, and what beginning, stopping and going on answer. Null: there was none yet.
 *
 * @schema AdminKlarnaBackfillResponse
 * type: object
 * properties:
 *   backfill:
 *     type: object
 *     nullable: true
 *     description: The last run, its options, its state and what it found so far in numbers.
 */
export interface AdminKlarnaBackfillResponse {
  backfill: AdminKlarnaBackfill | null
}

/**
 * `GET /admin/klarna/backfill/findings`.
 *
 * @schema AdminKlarnaBackfillFindingsResponse
 * type: object
 * properties:
 *   findings:
 *     type: array
 *     items:
 *       type: object
 *   next:
 *     type: string
 *     nullable: true
 *     description: To be given as after for the next page; null on the last one.
 */
export interface AdminKlarnaBackfillFindingsResponse {
  findings: BackfillFinding[]
  next: string | null
}
