import type { SeedOrder } from "../index"
import { lineIdentity } from "../../../integration-tests/klarna-facts"
import { move } from "../../../integration-tests/klarna-facts/samples"
import { line } from "./running-klarna"

/**
 * What Klarna refuses, in its words. The exchanges that Klarna has published are in integration-tests/klarna-facts, and
 * replayed there.
 */
export interface Fact {
  title: string
  seed?: SeedOrder
  /** `{capture}` is the first capture of the seeded order. Default: the seeded order's own path in Order Management. */
  ask: { method: string; path: string; body?: unknown; headers?: Record<string, string> }
  answer: { status: number; body?: unknown; headers?: Record<string, unknown> }
  /** The order afterwards. */
  after?: Record<string, unknown>
}

export const unknownOrder = "5e1f7c1a-0d6e-4a63-9b1e-2f6f5d0c9a11"

const uuid = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const error = (status: number, error_code: string, message: string) => ({
  status,
  body: { error_code, error_messages: [message], correlation_id: uuid },
})
const nothing = { status: 204, body: undefined }

export const orderFacts: Fact[] = [
  {
    title: "an update that risk refuses",
    seed: { order_amount: 5_000, risk: { increase: "refuse" } },
    ask: { method: "PATCH", path: "/authorization", body: { order_amount: 6_000, order_lines: [line(2, 3_000)] } },
    answer: error(403, "NOT_ALLOWED", "Update not allowed."),
    after: { order_amount: 5_000 },
  },
  {
    title: "a billing address is refused, and with it the whole request",
    seed: { shipping_address: { city: "Malmö" } },
    ask: {
      method: "PATCH",
      path: "/customer-details",
      body: { shipping_address: move, billing_address: move },
    },
    answer: error(
      403,
      "NOT_ALLOWED",
      "Billing address cannot be updated for user account order. Customer details cannot be updated."
    ),
    after: { shipping_address: { city: "Malmö" } },
  },
  {
    title: "a reference is cleared",
    seed: { merchant_reference1: "old" },
    ask: { method: "PATCH", path: "/merchant-references", body: { merchant_reference1: "" } },
    answer: nothing,
    after: { merchant_reference1: "" },
  },
  {
    title: "an expired authorization is not extended",
    seed: { status: "EXPIRED" },
    ask: { method: "POST", path: "/extend-authorization-time" },
    answer: error(403, "NOT_ALLOWED", "Order is expired. Authorization time cannot be extended."),
  },
  {
    title: "there is no rest to release when all is captured",
    seed: { status: "CAPTURED" },
    ask: { method: "POST", path: "/release-remaining-authorization" },
    answer: error(403, "NOT_ALLOWED", "Order is fully captured. Remaining authorization cannot be released."),
  },
  {
    title: "more than what remains is not captured",
    seed: { status: "PART_CAPTURED", captured_amount: 9_000 },
    ask: { method: "POST", path: "/captures", body: { captured_amount: 1_001 } },
    answer: { status: 403, body: { error_code: "CAPTURE_NOT_ALLOWED" } },
    after: { captured_amount: 9_000 },
  },
  {
    title: "nothing is refunded before a capture",
    ask: { method: "POST", path: "/refunds", body: { refunded_amount: 100 } },
    answer: error(403, "REFUND_NOT_ALLOWED", "Order has no captures. Refund not possible"),
  },
  {
    title: "no more is refunded than was captured",
    seed: { status: "CAPTURED" },
    ask: { method: "POST", path: "/refunds", body: { refunded_amount: 10_001 } },
    answer: error(403, "REFUND_NOT_ALLOWED", "Over refund is not allowed. Refund not possible."),
  },
  {
    title: "a captured order is not cancelled",
    seed: { status: "PART_CAPTURED" },
    ask: { method: "POST", path: "/cancel" },
    answer: error(403, "CANCEL_NOT_ALLOWED", "Order has previous captures. Cancel not possible."),
  },
  {
    title: "a body above one megabyte is refused",
    ask: { method: "PATCH", path: "/authorization", body: { order_amount: 1, description: "x".repeat(1_100_000) } },
    answer: error(413, "REQUEST_TOO_LARGE", "Request is too large"),
  },
]

export const missingOrderFacts = [
  ["GET", "", `Order ${unknownOrder} cannot be found`],
  ["POST", "/acknowledge", `Order ${unknownOrder} cannot be found. Acknowledgement not possible.`],
  [
    "POST",
    "/shipping-info",
    `Order ${unknownOrder} cannot be found. Shipping info cannot be added to order ${unknownOrder}.`,
  ],
  ["PATCH", "/authorization", `Order ${unknownOrder} cannot be found`],
  ["POST", "/captures", `Order ${unknownOrder} cannot be found`],
] as const

/** Klarna's own examples, and a line below zero. */
export const lineFacts = [
  ...lineIdentity.cases,
  { quantity: 1, unit_price: -500, total_discount_amount: 0, total_amount: -500, ok: true },
]

/** The tax in a price, exact to one minor unit either way. */
export const taxFacts = [
  { total_amount: 10_000, tax_rate: 2_500, total_tax_amount: 2_000, ok: true },
  { total_amount: 10_000, tax_rate: 2_500, total_tax_amount: 2_001, ok: true },
  { total_amount: 10_000, tax_rate: 2_500, total_tax_amount: 1_999, ok: true },
  { total_amount: 10_000, tax_rate: 2_500, total_tax_amount: 2_002, ok: false },
  { total_amount: 10_000, tax_rate: 2_500, total_tax_amount: 2_500, ok: false },
  { total_amount: -10_000, tax_rate: 2_500, total_tax_amount: -2_000, ok: true },
  { total_amount: -10_000, tax_rate: 2_500, total_tax_amount: 2_000, ok: false },
  { total_amount: 998, tax_rate: 0, total_tax_amount: 0, ok: true },
  { total_amount: 9_999, tax_rate: 1_498, total_tax_amount: 1_303, ok: true },
]
