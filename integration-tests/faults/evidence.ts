import type { AttentionCode } from "../../src/mapping/types"
import type { OperationKind, OperationOutcome } from "../../src/ledger"
import type { SyncState } from "../../src/modules/klarna/types"
import type { Cell } from "./cells"

/** One thing that both sides tell, each in its own words. */
export interface Pair {
  what: string
  medusa: unknown
  klarna: unknown
}

/** How a purchase stands. */
export interface Look {
  pairs: Pair[]
  /** What Medusa lets the merchant capture, and what Klarna guarantees, in minor units. */
  capturable: { medusa: number; klarna: number }
  /** Absent: no order came out, or nobody heard of it. */
  row?: {
    sync_state: SyncState
    /** When the clock brings it again. */
    is_due: boolean
    attention: { code: AttentionCode; klarna_code?: string }[]
  }
}

export interface LedgerRow {
  kind: OperationKind
  outcome: OperationOutcome | null
  error_code: string | null
}

/** One request, as Klarna's log has it. */
export interface Call {
  call: string
  /** Which approval of the buyer was spent: another approval is another wish. */
  approval?: string
  key: string | null
  status: number | null
  /** `error_code` of the answer, or `HTTP_<status>` where it had none. */
  code?: string
  effect: boolean
  fault: string | null
}

/** All that is known after a trial: plain values, to be judged. */
export interface Evidence extends Cell {
  /** The request that the fault was meant for. */
  call: string
  reasons: AttentionCode[]
  isUnheardOf?: boolean
  calls: Call[]
  ledger: LedgerRow[]
  /** What a person was told who clicked, oldest first. */
  errors: string[]
  /** Whether the last of these clicks worked. */
  is_done: boolean
  /** After all that happens by itself. */
  alone: Look
  /** After the merchant's button, where the row asked for somebody; else the same look. */
  end: Look
  pressed: boolean
}
