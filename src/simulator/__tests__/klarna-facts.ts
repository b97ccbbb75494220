import type { SeedOrder } from "../index"
import { key, line } from "./running-klarna"

/** Klarna's published exchanges, told again with our own values: what is asked, and what Klarna answers. */
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

const parcel = {
  shipping_company: "DHL US",
  shipping_method: "Home",
  tracking_number: "63",
  tracking_uri: "http://shipping.example/63",
  return_shipping_company: "DHL US",
  return_tracking_number: "93",
  return_tracking_uri: "http://shipping.example/93",
}
const tomatoes = { ...line(10, 600, { quantity_unit: "kg", total_tax_amount: 1_200 }) }
const street = { street_address: "123 Fake St", postal_code: "12345", city: "New York", region: "NY", country: "US" }

export const orderFacts: Fact[] = [
  {
    title: "amount and lines are replaced together",
    ask: {
      method: "PATCH",
      path: "/authorization",
      headers: key("fact-1"),
      body: { order_amount: 6_000, description: "", order_lines: [tomatoes] },
    },
    answer: nothing,
    after: { order_amount: 6_000, original_order_amount: 10_000, remaining_authorized_amount: 6_000 },
  },
  {
    title: "an update that risk refuses",
    seed: { order_amount: 5_000, risk: { increase: "refuse" } },
    ask: { method: "PATCH", path: "/authorization", body: { order_amount: 6_000, order_lines: [tomatoes] } },
    answer: error(403, "NOT_ALLOWED", "Update not allowed."),
    after: { order_amount: 5_000 },
  },
  {
    title: "an uncaptured order is cancelled",
    ask: { method: "POST", path: "/cancel" },
    answer: nothing,
    after: { status: "CANCELLED", captured_amount: 0, remaining_authorized_amount: 0 },
  },
  {
    title: "a delivery address is changed field by field",
    seed: { shipping_address: { given_name: "John", phone: "123456" } },
    ask: { method: "PATCH", path: "/customer-details", body: { shipping_address: street } },
    answer: nothing,
    after: { shipping_address: { given_name: "John", phone: "123456", ...street } },
  },
  {
    title: "a billing address is refused, and with it the whole request",
    seed: { shipping_address: { city: "Malmö" } },
    ask: {
      method: "PATCH",
      path: "/customer-details",
      body: { shipping_address: street, billing_address: street },
    },
    answer: error(
      403,
      "NOT_ALLOWED",
      "Billing address cannot be updated for user account order. Customer details cannot be updated."
    ),
    after: { shipping_address: { city: "Malmö" } },
  },
  {
    title: "both references are set",
    ask: {
      method: "PATCH",
      path: "/merchant-references",
      body: { merchant_reference1: "15632423", merchant_reference2: "special order" },
    },
    answer: nothing,
    after: { merchant_reference1: "15632423", merchant_reference2: "special order" },
  },
  {
    title: "one reference is set, the other stays",
    seed: { merchant_reference2: "stays" },
    ask: { method: "PATCH", path: "/merchant-references", body: { merchant_reference1: "ref-1" } },
    answer: nothing,
    after: { merchant_reference1: "ref-1", merchant_reference2: "stays" },
  },
  {
    title: "a reference is cleared",
    seed: { merchant_reference1: "old" },
    ask: { method: "PATCH", path: "/merchant-references", body: { merchant_reference1: "" } },
    answer: nothing,
    after: { merchant_reference1: "" },
  },
  {
    title: "an order is acknowledged",
    ask: { method: "POST", path: "/acknowledge" },
    answer: nothing,
    after: { acknowledged: true },
  },
  {
    title: "an authorization is extended",
    ask: { method: "POST", path: "/extend-authorization-time" },
    answer: nothing,
  },
  {
    title: "an expired authorization is not extended",
    seed: { status: "EXPIRED" },
    ask: { method: "POST", path: "/extend-authorization-time" },
    answer: error(403, "NOT_ALLOWED", "Order is expired. Authorization time cannot be extended."),
  },
  {
    title: "the rest of a part-captured order is released",
    seed: { status: "PART_CAPTURED" },
    ask: { method: "POST", path: "/release-remaining-authorization" },
    answer: nothing,
    after: { remaining_authorized_amount: 0 },
  },
  {
    title: "there is no rest to release when all is captured",
    seed: { status: "CAPTURED" },
    ask: { method: "POST", path: "/release-remaining-authorization" },
    answer: error(403, "NOT_ALLOWED", "Order is fully captured. Remaining authorization cannot be released."),
  },
  {
    title: "everything is captured",
    seed: { order_amount: 6_000, order_lines: [tomatoes], klarna_reference: "4K7Q6QF6" },
    ask: {
      method: "POST",
      path: "/captures",
      headers: key("fact-2"),
      body: {
        captured_amount: 6_000,
        reference: "delivery-1",
        description: "Shipped the full order",
        order_lines: [tomatoes],
        shipping_info: [{ shipping_company: "DHL US", tracking_number: "1234567890" }],
      },
    },
    answer: {
      status: 201,
      body: undefined,
      headers: {
        "capture-id": uuid,
        location: expect.stringMatching(/\/ordermanagement\/v1\/orders\/.+\/captures\/.+/),
      },
    },
    after: {
      status: "CAPTURED",
      captures: [
        {
          klarna_reference: "4K7Q6QF6-1",
          captured_amount: 6_000,
          refunded_amount: 0,
          reference: "delivery-1",
          order_lines: [{ total_discount_amount: 0 }],
          shipping_info: [{ shipping_company: "DHL US", tracking_number: "1234567890" }],
        },
      ],
    },
  },
  {
    title: "a capture may carry every field, and an amount of zero",
    ask: {
      method: "POST",
      path: "/captures",
      body: {
        captured_amount: 0,
        description: "string",
        order_lines: [line(1, 0, { merchant_data: "data", product_identifiers: { brand: "Intel" } })],
        shipping_info: [parcel],
        shipping_delay: 0,
      },
    },
    answer: { status: 201, headers: { location: expect.any(String) } },
  },
  {
    title: "more than what remains is not captured",
    seed: { status: "PART_CAPTURED", captured_amount: 9_000 },
    ask: { method: "POST", path: "/captures", body: { captured_amount: 1_001 } },
    answer: { status: 403, body: { error_code: "CAPTURE_NOT_ALLOWED" } },
    after: { captured_amount: 9_000 },
  },
  {
    title: "a parcel is added to a capture",
    seed: { status: "CAPTURED" },
    ask: { method: "POST", path: "/captures/{capture}/shipping-info", body: { shipping_info: [parcel] } },
    answer: nothing,
    after: { captures: [{ shipping_info: [parcel] }] },
  },
  {
    title: "a parcel is added to an order before its capture",
    ask: { method: "POST", path: "/shipping-info", body: { shipping_info: [parcel] } },
    answer: nothing,
    after: { shipping_info: [parcel] },
  },
  {
    title: "Klarna mails the customer again",
    seed: { status: "CAPTURED" },
    ask: { method: "POST", path: "/captures/{capture}/trigger-send-out" },
    answer: nothing,
  },
  {
    title: "due dates can be moved by so many days",
    seed: { status: "CAPTURED" },
    ask: { method: "GET", path: "/captures/{capture}/extend-due-date-options" },
    answer: {
      status: 200,
      body: {
        currency: "SEK",
        options: expect.arrayContaining([{ number_of_days: 10, amount: expect.any(Number) }]),
      },
    },
  },
  {
    title: "a due date is moved",
    seed: { status: "CAPTURED" },
    ask: { method: "PATCH", path: "/captures/{capture}/extend-due-date", body: { number_of_days: 10 } },
    answer: nothing,
  },
  {
    title: "a refund is made and assigned to the capture that has its line",
    seed: {
      order_amount: 25_000,
      captures: [
        { captured_amount: 15_000, order_lines: [line(1, 15_000, { reference: "A1" })] },
        { captured_amount: 10_000, order_lines: [line(1, 10_000, { reference: "B2" })] },
      ],
    },
    ask: {
      method: "POST",
      path: "/refunds",
      headers: key("fact-3"),
      body: {
        refunded_amount: 10_000,
        description: "Returning the sneakers",
        order_lines: [
          {
            reference: "B2",
            name: "Sneakers",
            type: "physical",
            quantity: 1,
            total_amount: 10_000,
            unit_price: 10_000,
          },
        ],
      },
    },
    answer: {
      status: 201,
      body: undefined,
      headers: { "refund-id": uuid, location: expect.stringMatching(/\/refunds\/[0-9a-f-]{36}$/) },
    },
    after: { refunded_amount: 10_000, captures: [{ refunded_amount: 0 }, { refunded_amount: 10_000 }] },
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

/** Total = quantity * unit price - discount. */
export const lineFacts = [
  { quantity: 10, unit_price: 600, total_discount_amount: 0, total_amount: 6_000, ok: true },
  { quantity: 1, unit_price: 10_000, total_discount_amount: 500, total_amount: 9_500, ok: true },
  { quantity: 3, unit_price: 333, total_discount_amount: 0, total_amount: 1_000, ok: false },
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

export const orderTaxFacts = [
  { order_tax_amount: 10_400, ok: true },
  { order_tax_amount: 10_402, ok: true },
  { order_tax_amount: 10_403, ok: false },
]

const everywhere = ["SE", "DE", "US", "GB", "FR"]
/** Methods whose amount may grow, and where. */
export const increaseFacts: { types: string[]; yes: string[]; no: string[] }[] = [
  { types: ["INVOICE"], yes: everywhere, no: ["CH"] },
  { types: ["INVOICE_BUSINESS", "B2B_INVOICE"], yes: everywhere, no: ["CH"] },
  { types: ["ACCOUNT", "BASE_ACCOUNT"], yes: everywhere, no: ["CH"] },
  { types: ["DIRECT_DEBIT"], yes: everywhere, no: ["CH"] },
  { types: ["FIXED_AMOUNT"], yes: ["AT", "DE", "DK", "FI", "FR", "NL", "NO", "SE"], no: ["US", "GB", "CH"] },
  {
    types: ["PAY_BY_CARD", "CARD", "PAY_IN_X", "DEFERRED_INTEREST", "FIXED_SUM_CREDIT", "SWISH", "OTHER"],
    yes: [],
    no: ["SE", "US"],
  },
]
