import type { Address, FraudStatus, MerchantReferences, OrderStatus } from "../../src/klarna/types"
import type { Attention } from "../../src/mapping/types"
import type { SyncState } from "../../src/modules/klarna/types"
import type { LoggedRequest } from "../../src/simulator"

/** Everything a history left behind, as plain values. Amounts in minor units. */
export interface Evidence {
  medusa: {
    isCanceled: boolean
    /** What Klarna should be authorised for, captured part included. */
    target: number
    /** Asked back by the customer and not received: Klarna keeps it covered, nobody has to. */
    requestedBack: number
    /** What was captured beyond what the order is still worth. */
    overcaptured: number
    captured: number
    refunded: number
    /** What Medusa says the customer still owes. */
    owed: number
    /** What can still be captured on Medusa's live payments of this Klarna order. */
    held: number
    /** How many of each line; undefined after a return, where a line says less than what is with the customer. */
    goods?: Record<string, number>
    shippingAddress: Address
    billingAddress: Address
    references: MerchantReferences
    /** Tracking numbers of what left. */
    parcels: string[]
  }
  klarna: {
    status: OrderStatus
    fraudStatus: FraudStatus
    amount: number
    linesTotal: number
    /** By Medusa's id of the line. */
    goods: Record<string, number>
    captured: number
    refunded: number
    remaining: number
    shippingAddress: Address
    billingAddress: Address
    references: MerchantReferences
    /** Tracking numbers, of the order and of its captures. */
    parcels: string[]
  }
  row: {
    state: SyncState
    code: string | null
    attention: Attention[]
    notes: { code?: string; kind: string }[]
    /** Something is still to be done, or somebody still holds the order. */
    isAtRest: boolean
  }
  operations: { kind: string; key: string; outcome: string | null }[]
  /** Klarna's log of this order, oldest first. */
  calls: Call[]
  /** When the merchant had the order out of the sync. */
  offTimes: { from: string; to?: string }[]
  /** When the provider was at work beside the sync. */
  moneyTimes: { from: string; to: string }[]
  /** Bounds: see most-that-may-move.ts; what was done in the portal included. */
  mostCaptured: number
  mostRefunded: number
}

export type Call = Pick<
  LoggedRequest,
  "at" | "ended_at" | "method" | "path" | "body" | "idempotency_key" | "effect" | "replayed" | "fault"
>
