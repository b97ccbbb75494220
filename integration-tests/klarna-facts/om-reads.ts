import type { ExchangeFact } from "./fact"
import { home, lamp, parcel } from "./samples"

const at = "/ordermanagement/v1/orders/{order}"

/** An order with every field that Klarna has for one; country and currency in small letters, as Klarna may write them. */
const fullOrder = {
  status: "PART_CAPTURED",
  fraud_status: "ACCEPTED",
  order_amount: 22_000,
  original_order_amount: 22_000,
  captured_amount: 11_000,
  refunded_amount: 1_000,
  remaining_authorized_amount: 11_000,
  purchase_country: "us",
  purchase_currency: "usd",
  locale: "en-us",
  order_lines: [lamp, lamp],
  merchant_reference1: "1042",
  merchant_reference2: "order_7",
  merchant_data: "{}",
  klarna_reference: "7RGT2KQ9",
  customer: { date_of_birth: "1990-02-28", national_identification_number: "900228-0000" },
  billing_address: home,
  shipping_address: home,
  created_at: "2031-03-01T10:00:00.000Z",
  expires_at: "2099-03-29T00:00:00.000Z",
  captures: [
    {
      capture_id: "4a1f7f0e-5d36-4b0c-9a53-0f4f7a3d2b11",
      klarna_reference: "7RGT2KQ9-1",
      captured_amount: 11_000,
      captured_at: "2031-03-02T09:30:00+00:00",
      description: "The first lamp",
      order_lines: [lamp],
      refunded_amount: 1_000,
      billing_address: home,
      shipping_address: home,
      shipping_info: [parcel],
    },
  ],
  refunds: [
    {
      refunded_amount: 1_000,
      refunded_at: "2031-03-05T08:00:00.000Z",
      description: "A scratch",
      order_lines: [
        { ...lamp, unit_price: 1_000, total_amount: 1_000, total_discount_amount: 0, total_tax_amount: 200 },
      ],
    },
  ],
  initial_payment_method: { type: "INVOICE", description: "Pay later" },
} as const

/** Order Management: reading. */
export const readFacts: ExchangeFact[] = [
  {
    id: "om-get-order-200-all-fields",
    shows: "an order is read with every field it may have",
    given: { order: JSON.parse(JSON.stringify(fullOrder)) },
    asks: { method: "GET", path: at },
    answers: { status: 200, has: ["order_id"], is: fullOrder },
    reads: { purchase_country: "US", purchase_currency: "USD" },
  },
  {
    id: "om-get-order-404",
    shows: "a well-formed id that Klarna does not know",
    given: { unknown: true },
    asks: { method: "GET", path: at },
    answers: { status: 404, code: "NO_SUCH_ORDER" },
  },
]
