import fc from "fast-check"
import type { Address } from "../../klarna/types"
import { diffAddress } from "../address"
import { linesFingerprint } from "../fingerprint"
import type { KlarnaMirror, KnownCapture, Operations, OrderSnapshot, PlanPolicy, Shipment, WriteKind } from "../types"
import { SALT, line } from "./plan-sync.fixtures"

/** Few amounts and few texts, so that "the same" and "different" are both common. */
const amount = fc.constantFrom(0, 1, 4000, 8000, 10000, 12000)
const captured = fc.constantFrom(0, 0, 4000, 10000)
export const CANARY = "CANARY"
const text = fc.constantFrom(undefined, "", `${CANARY} one`, `${CANARY} two`)

const address: fc.Arbitrary<Address> = fc
  .record({
    given_name: text,
    street_address: text,
    street_address2: text,
    postal_code: text,
    city: text,
    region: text,
    phone: text,
    email: text,
    country: fc.constantFrom("SE", "US"),
  })
  .map(withoutUndefined)

const shipment: fc.Arbitrary<Shipment> = fc.record({
  id: fc.constantFrom("ful_1", "ful_2", "ful_3"),
  packed_at: fc.constantFrom(0, 1000, 2000),
  is_return: fc.constantFrom(false, false, true),
  has_left: fc.boolean(),
  goods: fc.constantFrom([], [{ line_id: "ordli_1", quantity: 1 }], [{ line_id: "ordli_2", quantity: 1 }]),
  parcels: fc.array(fc.record({ tracking_number: fc.constantFrom(`${CANARY} 1`, `${CANARY} 2`, `${CANARY} 3`) }), {
    maxLength: 2,
  }),
})

const order: fc.Arbitrary<OrderSnapshot> = fc
  .record({
    order_id: fc.constant("order_1"),
    currency: fc.constant("SEK"),
    canceled: fc.boolean(),
    target_amount: amount,
    order_total: fc.oneof(amount, fc.constant(-500)),
    lines: fc.constantFrom("Tomatoes", "Potatoes", CANARY),
    unmappable: fc.constantFrom(undefined, undefined, "they do not add up."),
    captured_amount: captured,
    refunded_amount: captured,
    has_fulfilled_items: fc.boolean(),
    has_open_return: fc.boolean(),
    is_shipped: fc.boolean(),
    voided_elsewhere: fc.constantFrom(0, 0, 500),
    overcaptured: fc.constantFrom(0, 0, 500),
    requested_back: fc.constantFrom(0, 0, 500),
    shipping_address: fc.option(address, { nil: undefined }),
    billing_address: fc.option(address, { nil: undefined }),
    shipments: fc.uniqueArray(shipment, { maxLength: 3, selector: ({ id }) => id }),
    references: fc.record({
      merchant_reference1: fc.constantFrom("", "1042", "1043"),
      merchant_reference2: fc.constantFrom("", "order_1"),
    }),
    description: text,
  })
  .map((each) => ({ ...each, lines: each.unmappable ? [] : [line(each.target_amount, each.lines)] }))

const addressFingerprints = fc.option(
  address.map((each) => diffAddress(each, undefined, SALT).fields),
  { nil: undefined }
)

const mirror: fc.Arbitrary<KlarnaMirror> = fc.record({
  klarna_order_id: fc.constant(SALT),
  status: fc.constantFrom("AUTHORIZED", "AUTHORIZED", "PART_CAPTURED", "CAPTURED", "CANCELLED", "EXPIRED", "CLOSED"),
  fraud_status: fc.constantFrom("ACCEPTED", "ACCEPTED", "PENDING", "REJECTED", "STOPPED"),
  order_amount: amount,
  captured_amount: captured,
  refunded_amount: captured,
  purchase_country: fc.constantFrom("SE", "CH"),
  purchase_currency: fc.constant("SEK"),
  payment_method: fc.constantFrom(undefined, "INVOICE", "CARD"),
  references: fc.constantFrom({}, { merchant_reference1: "1042", merchant_reference2: "order_1" }),
  acknowledged: fc.record({
    lines: fc.constantFrom(undefined, linesFingerprint(10000, [line(10000)], SALT)),
    shipping: addressFingerprints,
    billing: addressFingerprints,
    order: fc.boolean(),
  }),
  refused: fc.constant({}),
})

export const KINDS: WriteKind[] = [
  "acknowledge",
  "cancel",
  "release",
  "authorization",
  "shipping_address",
  "billing_address",
  "references",
  "shipping_info",
]

const byWhom = fc.constantFrom("auto" as const, "auto" as const, "manual" as const)
const byWhomOrNobody = fc.constantFrom("auto" as const, "manual" as const, "off" as const)

const operations: fc.Arbitrary<Operations> = fc.record({
  amount: byWhom,
  cancel: byWhom,
  release: byWhom,
  shippingAddress: byWhom,
  billingAddress: byWhomOrNobody,
  references: byWhom,
  acknowledge: byWhomOrNobody,
  shippingInfo: byWhomOrNobody,
})

const policy: fc.Arbitrary<PlanPolicy> = fc.record({
  operations,
  increases: fc.constant([{ methods: ["INVOICE"], markets: { except: ["CH"] } }]),
  force: fc.option(fc.subarray(KINDS), { nil: undefined }),
})

/** Mostly Klarna's captures are Medusa's, and its share is the order's total; sometimes not. */
export const story = fc
  .record({ order, mirror, policy, sameCaptures: mostly(), sameTotal: mostly() })
  .map(({ order, mirror, policy, sameCaptures, sameTotal }) => ({
    order: sameTotal ? { ...order, order_total: order.target_amount } : order,
    mirror: withCaptures(sameCaptures ? { ...mirror, captured_amount: order.captured_amount } : mirror),
    policy,
  }))

/** Klarna's one capture is known. */
function withCaptures(mirror: KlarnaMirror): KlarnaMirror {
  const captures: KnownCapture[] = [
    { id: "capture_1", amount: mirror.captured_amount, at: 1500, goods: { ordli_1: 1 } },
  ]
  return mirror.captured_amount ? { ...mirror, captures } : mirror
}

function mostly(): fc.Arbitrary<boolean> {
  return fc.constantFrom(true, true, true, false)
}

function withoutUndefined(fields: Record<string, string | undefined>): Address {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
