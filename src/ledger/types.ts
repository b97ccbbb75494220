/** Every kind of write that Klarna gets from us: the sync's and the provider's. */
export type OperationKind =
  | "acknowledge"
  | "authorization"
  | "billing_address"
  | "cancel"
  | "capture"
  | "create_order"
  | "extend"
  | "references"
  | "refund"
  | "release"
  | "shipping_address"
  | "shipping_info"

export type OperationOutcome = "accepted" | "refused" | "unknown" | "superseded" | "failed"

/** What somebody is about to ask of Klarna, before it is a row. */
export interface Intent {
  /** Null only for `create_order`: Klarna has not made the id yet. */
  klarna_order_id: string | null
  order_id?: string | null
  account_id: string
  kind: OperationKind
  /** Same content, same fingerprint. */
  fingerprint: string
  trigger: string
  /** In short: amounts (minor units), names of fields. Never addresses, never tokens. */
  asked?: Record<string, unknown>
  /** Medusa's own id of the thing (capture, refund, payment collection). */
  reference?: string | null
  /** Only where a repeat must find the same row, for example one row per authorization token. */
  idempotency_key?: string
}

/** A row of `klarna_operation`. */
export interface Operation extends Required<Omit<Intent, "idempotency_key">> {
  id: string
  idempotency_key: string
  outcome: OperationOutcome | null
  http_status: number | null
  error_code: string | null
  error_messages: string[] | null
  correlation_id: string | null
  result_id: string | null
  attempts: number
  sent_at: Date | null
  finished_at: Date | null
  duration_ms: number | null
  created_at: Date
}

/** Another write for this Klarna order has no known end yet. Nothing newer may go out before it is resolved. */
export class UnresolvedOperationError extends Error {
  override readonly name = "UnresolvedOperationError"
  constructor(readonly operation: Operation) {
    super(`An earlier ${operation.kind} of Klarna order ${operation.klarna_order_id} has no known outcome yet`)
  }
}

/** A row with this idempotency key exists already: somebody else had the same intent first. */
export class DuplicateOperationError extends Error {
  override readonly name = "DuplicateOperationError"
  constructor(readonly operation: Operation) {
    super(`This ${operation.kind} was already written to the ledger`)
  }
}
