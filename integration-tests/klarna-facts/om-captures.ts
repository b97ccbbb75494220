import type { ExchangeFact } from "./fact"
import { home, lamp, parcel, tea } from "./samples"

const at = "/ordermanagement/v1/orders/{order}"
const done = { status: 204 }
const captured = { status: "CAPTURED" } as const
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Klarna adds the empty discount when a line is read. */
const teaAsRead = { ...tea, total_discount_amount: 0 }
const someParcel = {
  shipping_company: "PostNord",
  tracking_number: "370712345678",
  return_shipping_company: "Bring",
  return_tracking_number: "370787654321",
}

/** Order Management, from delivery on: captures, refunds, and what is left. */
export const captureFacts: ExchangeFact[] = [
  {
    id: "om-capture-201",
    shows: "everything is captured; the new id is in the headers and the body is empty",
    given: { order: { order_amount: 3_600, order_lines: [tea], klarna_reference: "7RGT2KQ9" } },
    asks: {
      method: "POST",
      path: `${at}/captures`,
      body: {
        captured_amount: 3_600,
        reference: "capt_01",
        description: "All of it is on its way",
        order_lines: [tea],
        shipping_info: [someParcel],
      },
    },
    answers: {
      status: 201,
      headers: { "Capture-Id": uuid, Location: /\/ordermanagement\/v1\/orders\/[^/]+\/captures\/[^/]+$/ },
    },
    becomes: {
      status: "CAPTURED",
      captured_amount: 3_600,
      remaining_authorized_amount: 0,
      captures: [
        { klarna_reference: "7RGT2KQ9-1", captured_amount: 3_600, reference: "capt_01", shipping_info: [someParcel] },
      ],
    },
  },
  {
    id: "om-capture-201-all-fields",
    shows: "a capture may carry every field, and its id may be in the Location alone",
    given: { order: { order_amount: 11_000, order_lines: [lamp] } },
    asks: {
      method: "POST",
      path: `${at}/captures`,
      body: {
        captured_amount: 11_000,
        description: "The lamp",
        order_lines: [lamp],
        shipping_info: [parcel],
        shipping_delay: 0,
      },
    },
    answers: { status: 201, headers: { Location: /\/captures\/[^/]+$/ } },
    becomes: { captures: [{ order_lines: [lamp], shipping_info: [parcel] }] },
  },
  {
    id: "om-capture-shipping-info-204",
    shows: "a parcel is added to those of a capture",
    given: { order: { captures: [{ captured_amount: 10_000, shipping_info: [someParcel] }] } },
    asks: { method: "POST", path: `${at}/captures/{capture}/shipping-info`, body: { shipping_info: [parcel] } },
    answers: done,
    becomes: { captures: [{ shipping_info: [someParcel, parcel] }] },
  },
  {
    id: "om-extend-due-date-204",
    shows: "the customer of a capture gets ten days more to pay",
    given: { order: captured },
    asks: { method: "PATCH", path: `${at}/captures/{capture}/extend-due-date`, body: { number_of_days: 10 } },
    answers: done,
  },
  {
    id: "om-extend-due-date-options-200",
    shows: "due dates can be moved by so many days, for so much",
    given: { order: { ...captured, purchase_currency: "usd", purchase_country: "us" } },
    asks: { method: "GET", path: `${at}/captures/{capture}/extend-due-date-options` },
    answers: {
      status: 200,
      has: ["options.0.number_of_days", "options.0.amount"],
      is: { currency: "usd" },
    },
    reads: { currency: "USD" },
  },
  {
    id: "om-get-capture-200",
    shows: "a capture is read, with the addresses of its time and only the parcel fields that were given",
    given: {
      order: {
        order_amount: 3_600,
        billing_address: home,
        shipping_address: home,
        klarna_reference: "7RGT2KQ9",
        captures: [
          {
            captured_amount: 3_600,
            captured_at: "2031-03-02T09:30:00.000Z",
            description: "All of it is on its way",
            order_lines: [tea],
            shipping_info: [someParcel],
          },
        ],
      },
    },
    asks: { method: "GET", path: `${at}/captures/{capture}` },
    answers: {
      status: 200,
      has: ["capture_id"],
      lacks: ["shipping_info.0.shipping_method"],
      is: {
        klarna_reference: "7RGT2KQ9-1",
        captured_amount: 3_600,
        captured_at: "2031-03-02T09:30:00.000Z",
        description: "All of it is on its way",
        order_lines: [teaAsRead],
        refunded_amount: 0,
        billing_address: home,
        shipping_address: home,
        shipping_info: [someParcel],
      },
    },
  },
  {
    id: "om-refund-201",
    shows: "a line is refunded, and assigned to the capture that has its reference",
    given: {
      order: {
        order_amount: 14_600,
        captures: [
          { captured_amount: 3_600, order_lines: [tea] },
          { captured_amount: 11_000, order_lines: [lamp] },
        ],
      },
    },
    asks: {
      method: "POST",
      path: `${at}/refunds`,
      body: {
        refunded_amount: 11_000,
        description: "The lamp came back",
        order_lines: [
          {
            reference: "LAMP-7",
            name: "Desk lamp",
            type: "physical",
            quantity: 1,
            total_amount: 11_000,
            unit_price: 11_000,
          },
        ],
      },
    },
    answers: { status: 201, headers: { "Refund-Id": uuid, Location: /\/orders\/[^/]+\/refunds\/[^/]+$/ } },
    becomes: { refunded_amount: 11_000, captures: [{ refunded_amount: 0 }, { refunded_amount: 11_000 }] },
  },
  {
    id: "om-refund-403-no-captures",
    shows: "nothing is refunded before a capture",
    asks: { method: "POST", path: `${at}/refunds`, body: { refunded_amount: 250 } },
    answers: { status: 403, code: "REFUND_NOT_ALLOWED" },
    becomes: { refunded_amount: 0 },
  },
  {
    id: "om-release-remaining-204",
    shows: "what is left of a part-captured order is given up",
    given: { order: { status: "PART_CAPTURED", order_amount: 14_600, captured_amount: 3_600 } },
    asks: { method: "POST", path: `${at}/release-remaining-authorization` },
    answers: done,
    becomes: { captured_amount: 3_600, remaining_authorized_amount: 0 },
  },
  {
    id: "om-trigger-send-out-204",
    shows: "the customer is mailed about a capture once more",
    given: { order: captured },
    asks: { method: "POST", path: `${at}/captures/{capture}/trigger-send-out` },
    answers: done,
  },
]
