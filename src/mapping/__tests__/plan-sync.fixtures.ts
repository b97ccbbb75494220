import type { OrderLine } from "../../klarna/types"
import { diffAddress } from "../address"
import { linesFingerprint } from "../fingerprint"
import type {
  KlarnaMirror,
  KlarnaWrite,
  Operations,
  OrderSnapshot,
  PlanPolicy,
  Refusal,
  SyncPlan,
  WriteKind,
} from "../types"
import { planSync } from "../plan-sync"

export const SALT = "f3392f8b-6116-4073-ab96-e330819e2c07"

export const line = (total_amount: number, name = "Tomatoes"): OrderLine => ({
  type: "physical",
  reference: "123050",
  name,
  quantity: 1,
  unit_price: total_amount,
  total_amount,
  tax_rate: 0,
  total_tax_amount: 0,
})

export const ADDRESS = {
  given_name: "Testperson",
  family_name: "Approved",
  street_address: "Storgatan 1",
  street_address2: "LGH 1102",
  postal_code: "11122",
  city: "Stockholm",
  country: "SE",
  email: "customer@email.example",
}

/** An order over 100.00 that Klarna knows all about; `changed` says what is different this time. */
export function anOrder(changed: Partial<OrderSnapshot> = {}): OrderSnapshot {
  const target_amount = changed.target_amount ?? 10000
  return {
    order_id: "order_1",
    currency: "SEK",
    canceled: false,
    target_amount,
    order_total: target_amount,
    lines: [line(target_amount)],
    captured_amount: 0,
    refunded_amount: 0,
    has_fulfilled_items: false,
    has_open_return: false,
    is_shipped: false,
    voided_elsewhere: 0,
    overcaptured: 0,
    requested_back: 0,
    shipments: [],
    shipping_address: ADDRESS,
    billing_address: ADDRESS,
    references: { merchant_reference1: "1042", merchant_reference2: "order_1" },
    ...changed,
  }
}

/** What Klarna told and acknowledged of exactly that order. */
export function aMirror(changed: Partial<KlarnaMirror> = {}): KlarnaMirror {
  const fields = diffAddress(ADDRESS, undefined, SALT).fields
  return {
    klarna_order_id: SALT,
    status: "AUTHORIZED",
    fraud_status: "ACCEPTED",
    order_amount: 10000,
    captured_amount: 0,
    refunded_amount: 0,
    purchase_country: "SE",
    purchase_currency: "SEK",
    payment_method: "INVOICE",
    references: { merchant_reference1: "1042", merchant_reference2: "order_1" },
    acknowledged: {
      lines: linesFingerprint(10000, [line(10000)], SALT),
      shipping: fields,
      billing: fields,
      order: true,
    },
    refused: {},
    ...changed,
  }
}

export const AUTO: Operations = {
  amount: "auto",
  cancel: "auto",
  release: "auto",
  shippingAddress: "auto",
  billingAddress: "auto",
  references: "auto",
  acknowledge: "auto",
  shippingInfo: "auto",
}

export const POLICY: PlanPolicy = {
  operations: AUTO,
  increases: [{ methods: ["INVOICE", "INVOICE_BUSINESS", "ACCOUNT"], markets: { except: ["CH"] } }],
}

export const plan = (
  order: Partial<OrderSnapshot> = {},
  mirror: Partial<KlarnaMirror> = {},
  { operations, ...policy }: Policy = {}
): SyncPlan =>
  planSync(anOrder(order), aMirror(mirror), { ...POLICY, ...policy, operations: { ...AUTO, ...operations } })

/** Where it differs from everything by itself. */
export type Policy = Partial<Omit<PlanPolicy, "operations">> & { operations?: Partial<Operations> }

export const NOTHING: SyncPlan = { writes: [], held: [], attention: [], waiting: [], notes: [] }

export const kindsOf = (planned: SyncPlan) => planned.writes.map(({ kind }) => kind)
export const codesOf = (planned: SyncPlan) => planned.attention.map(({ code }) => code)

export function writeOf<Kind extends WriteKind>(planned: SyncPlan, kind: Kind) {
  const write = planned.writes.find((each) => each.kind === kind)
  if (!write) throw new Error(`no write of kind ${kind} in ${JSON.stringify(kindsOf(planned))}`)
  return write as Extract<KlarnaWrite, { kind: Kind }>
}

/** Klarna's no to the write that this plan would send. */
export function refusalOf(planned: SyncPlan, kind: WriteKind): KlarnaMirror["refused"] {
  return { [kind]: { ...REFUSAL, fingerprint: writeOf(planned, kind).fingerprint } }
}

const REFUSAL: Omit<Refusal, "fingerprint"> = {
  code: "NOT_ALLOWED",
  messages: ["Not allowed."],
  correlation_id: "6d7a5f4e",
  at: "2026-01-01T00:00:00.000Z",
}

export const IN_KLARNAS_WORDS = { code: "NOT_ALLOWED", messages: ["Not allowed."], correlation_id: "6d7a5f4e" }
