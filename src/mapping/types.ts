import type { Address, FraudStatus, MerchantReferences, OrderLine, OrderStatus, ShippingInfo } from "../klarna/types"

/** What a Medusa order says now, in Klarna's terms: minor units, wire names. Made by `order-snapshot.ts`, plain values only. */
export interface OrderSnapshot {
  order_id: string
  /** Upper case ISO 4217. */
  currency: string
  canceled: boolean
  /** What Klarna should be authorised for, captured part included. */
  target_amount: number
  /** The total of the Medusa order. */
  order_total: number
  /** Sum of `lines` is exactly `target_amount`. Empty when they could not be made: see `unmappable`. */
  lines: OrderLine[]
  /** Why no honest lines could be made, in a sentence: attention instead of a request. */
  unmappable?: string
  /** The store's own functions that did not answer as they should: a sentence each. */
  customization_failed?: { lines?: string; references?: string }
  /** Captures that Medusa recorded on payments of this Klarna order. */
  captured_amount: number
  refunded_amount: number
  /** What Klarna captured beyond what the order is still worth, and nobody refunded yet. */
  overcaptured: number
  /** Value of what is requested back and not received: in `target_amount`, and nothing that the buyer owes. */
  requested_back: number
  /** Anything fulfilled, or requested back and not yet received: then a zero total is no reason to cancel. */
  has_fulfilled_items: boolean
  has_open_return: boolean
  /** Everything has left the house. */
  is_shipped: boolean
  /** What another provider had reserved and core voided with the last change; not Klarna's to fill. */
  voided_elsewhere: number
  shipping_address?: Address
  billing_address?: Address
  /** Absent: what Klarna has is left alone. */
  references: MerchantReferences
  /** The oldest first. */
  shipments: Shipment[]
  /** The description of the last order edit, shown by Klarna beside the change. */
  description?: string
}

/** One fulfilment: goods that are packed or left, or that come back. */
export interface Shipment {
  id: string
  /** Milliseconds. */
  packed_at: number
  is_return: boolean
  has_left: boolean
  /** By Medusa's line id, and the line's reference at Klarna. */
  goods: { line_id: string; reference?: string; quantity: number }[]
  /** In Klarna's terms; empty as long as there is nothing to tell. */
  parcels: ShippingInfo[]
}

/** A capture at Klarna. */
export interface KnownCapture {
  id: string
  /** Minor units. */
  amount: number
  /** Milliseconds. */
  at: number
  /** Pieces by what names a line: Medusa's line id, or the reference. Absent: it was made without lines. */
  goods?: Record<string, number>
}

/** sha256 of a canonical form, salted with the Klarna order id: tells a difference and keeps no value. Whoever guesses a value can test the guess. */
export type Fingerprint = string
export type AddressFingerprints = Partial<Record<keyof Address, Fingerprint>>

/** What Klarna last told us, and what it last acknowledged from us. Made from a `klarna_order` row. */
export interface KlarnaMirror {
  klarna_order_id: string
  status: OrderStatus
  fraud_status: FraudStatus
  order_amount: number
  captured_amount: number
  refunded_amount: number
  purchase_country: string
  purchase_currency: string
  /** `initial_payment_method.type`, when known. */
  payment_method?: string
  /** ISO time at which Klarna ends the authorisation. */
  expires_at?: string
  references: MerchantReferences
  acknowledged: Acknowledged
  /** The oldest first, as far as we know them; compare with `captured_amount`. */
  captures?: KnownCapture[]
  /** What Klarna refused: not sent again while the wish is the same. */
  refused: Partial<Record<WriteKind, Refusal>>
}

export interface Acknowledged {
  /** Amount and lines together. */
  lines?: Fingerprint
  shipping?: AddressFingerprints
  billing?: AddressFingerprints
  /** The order was acknowledged to Klarna (or need not be). */
  order?: boolean
  /** The release that Klarna accepted: what it does to `order_amount` is not documented, so it is remembered. */
  released?: Fingerprint
  /** The extension that Klarna accepted last: of which date. */
  extended?: Fingerprint
  /** Parcels that Klarna knows, of the order or of a capture: it appends what it is told, so each is told once. */
  parcels?: Fingerprint[]
  /** As a read showed them; those that we made since are in the ledger. */
  captures?: KnownCapture[]
  /** By kind of write, until when (ISO) Klarna may still carry out one that was given up for lost: see `late.ts`. */
  late?: Partial<Record<string, string>>
  /** The buyer wished to be forgotten: no fingerprint of an address or a parcel is kept, and none of either is told. */
  erased?: boolean
}

export interface Refusal {
  fingerprint: Fingerprint
  /** Of `shipping_info`: every parcel that Klarna refused, with the capture or order that it was told for. */
  parcels?: Fingerprint[]
  code: string
  messages: string[]
  correlation_id?: string
  at: string
}

/** The kinds of write that the sync sends. The provider adds `create_order`, `capture`, `refund`. */
export type WriteKind =
  | "acknowledge"
  | "authorization"
  | "cancel"
  | "release"
  | "shipping_address"
  | "billing_address"
  | "references"
  | "extend"
  | "shipping_info"

/**
 * One request that Klarna has to be sent. `fingerprint` identifies its content: same content, same fingerprint.
 * `fields` is the whole address as acknowledged once Klarna accepts `changes`: it replaces what was stored.
 */
export type KlarnaWrite =
  | { kind: "acknowledge"; fingerprint: Fingerprint }
  | { kind: "cancel"; fingerprint: Fingerprint; reason: "order_canceled" | "nothing_to_pay" }
  | { kind: "release"; fingerprint: Fingerprint }
  | { kind: "extend"; fingerprint: Fingerprint; expires_at: string | null }
  | {
      kind: "authorization"
      fingerprint: Fingerprint
      order_amount: number
      order_lines: OrderLine[]
      description?: string
    }
  | { kind: "shipping_address"; fingerprint: Fingerprint; changes: Address; fields: AddressFingerprints }
  | { kind: "billing_address"; fingerprint: Fingerprint; changes: Address; fields: AddressFingerprints }
  | { kind: "references"; fingerprint: Fingerprint; changes: MerchantReferences }
  | ShippingInfoWrite

/** Parcels for one capture, or for the order where nothing is captured. `told` and `refusable` name each of them, with and without it. */
export interface ShippingInfoWrite {
  kind: "shipping_info"
  fingerprint: Fingerprint
  capture_id?: string
  parcels: ShippingInfo[]
  told: Fingerprint[]
  refusable: Fingerprint[]
}

export type AttentionCode =
  | "account_missing"
  | "address_field_required"
  | "address_refused"
  | "amount_refused"
  | "below_captured"
  | "billing_address_refused"
  | "cancel_refused"
  | "capture_refused"
  | "captured_elsewhere"
  | "credentials_rejected"
  | "customization_failed"
  | "do_not_ship"
  | "expires_soon"
  | "extension_refused"
  | "fraud_rejected"
  | "fraud_stopped"
  | "increase_not_eligible"
  | "increase_refused"
  | "klarna_order_missing"
  | "klarna_unavailable"
  | "lines_unmappable"
  | "not_covered"
  | "payment_not_following"
  | "references_refused"
  | "refund_missing"
  | "refund_not_made"
  | "refunded_elsewhere"
  | "release_refused"
  | "several_klarna_orders"
  | "shipping_info_refused"
  | "split_payment_voided"

/** Something a person has to look at. `message` is a sentence without personal data. */
export interface Attention {
  code: AttentionCode
  message: string
  /** Facts the sentence speaks of, amounts in minor units. */
  details?: Record<string, string | number | boolean | string[]>
  /** Klarna's own words, where Klarna decided. */
  klarna?: { code: string; messages: string[]; correlation_id?: string }
}

export interface SyncPlan {
  /** In the order of sending; empty: nothing to tell. */
  writes: KlarnaWrite[]
  /** Writes that wait for the merchant: manual by option. Each has its note. */
  held: KlarnaWrite[]
  /** What a person has to look at; empty: nothing. The first is the one shown on top. */
  attention: Attention[]
  /** Differences that wait for somebody else. */
  waiting: { for: "fraud_decision"; kind: WriteKind }[]
  /** Differences that are kept and not sent: frozen at capture, an amount of 0, or manual by option and then in short what would be sent. */
  notes: ({ code: "frozen_at_capture" | "zero_amount"; kind: WriteKind } | ({ code: "manual" } & WriteInShort))[]
  /** There is something to tell that cannot be planned before Klarna's captures are known: read them. */
  needs_read?: boolean
}

/** A write as people read it: amounts (minor units) and references in full, of addresses only which fields. No personal data. */
export interface WriteInShort {
  kind: WriteKind
  asked: Record<string, string | number | string[] | undefined>
}

/** Who sends an operation: the sync by itself, the merchant by hand, or, where Klarna can do without it, nobody. */
export interface Operations {
  amount: "auto" | "manual"
  cancel: "auto" | "manual"
  release: "auto" | "manual"
  shippingAddress: "auto" | "manual"
  billingAddress: "auto" | "manual" | "off"
  references: "auto" | "manual"
  acknowledge: "auto" | "manual" | "off"
  shippingInfo: "auto" | "manual" | "off"
}

/** What the store decided about planning; parsed from the options. */
export interface PlanPolicy {
  operations: Operations
  /** Method -> markets where an increase may be asked; `"*"` all, with exceptions after `!`. */
  increases: IncreaseRule[]
  /** What has left is captured next, and its parcels go along. */
  parcelsGoAlong?: boolean
  /** Without it, or without `now`, nobody looks at expiry. */
  expiry?: ExpiryPolicy
  now?: Date
  /** Kinds that a merchant asked to send now, although a rule or an earlier refusal says no. */
  force?: WriteKind[]
}

/** Days before Klarna ends an authorisation; 0 is never. */
export interface ExpiryPolicy {
  warnDaysBefore: number
  extendDaysBefore: number
}

export interface IncreaseRule {
  methods: string[]
  /** ISO countries, or everywhere but the listed ones. */
  markets: { only: string[] } | { except: string[] }
}
