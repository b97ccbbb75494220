import type { ExchangeFact } from "./fact"
import { home, move, parcel, tea } from "./samples"

const at = "/ordermanagement/v1/orders/{order}"
const done = { status: 204 }

/** Order Management, before delivery: what may change on an order that nobody has shipped. */
export const changeFacts: ExchangeFact[] = [
  {
    id: "om-acknowledge-204",
    shows: "an order is acknowledged",
    asks: { method: "POST", path: `${at}/acknowledge` },
    answers: done,
    becomes: { acknowledged: true },
  },
  {
    id: "om-acknowledge-404",
    shows: "an order that Klarna does not know is not acknowledged",
    given: { unknown: true },
    asks: { method: "POST", path: `${at}/acknowledge` },
    answers: { status: 404, code: "NO_SUCH_ORDER" },
  },
  {
    id: "om-cancel-204",
    shows: "an order without captures is cancelled, for good",
    given: { order: { status: "AUTHORIZED", captured_amount: 0, order_amount: 3_600 } },
    asks: { method: "POST", path: `${at}/cancel` },
    answers: done,
    becomes: { status: "CANCELLED", remaining_authorized_amount: 0, captured_amount: 0 },
  },
  {
    id: "om-extend-authorization-204",
    shows: "an authorisation is extended",
    given: { order: { created_at: "2031-03-01T10:00:00Z" } },
    asks: { method: "POST", path: `${at}/extend-authorization-time` },
    answers: done,
  },
  {
    id: "om-order-shipping-info-204",
    shows: "a parcel is noted on an order before its capture",
    asks: { method: "POST", path: `${at}/shipping-info`, body: { shipping_info: [parcel] } },
    answers: done,
    becomes: { shipping_info: [parcel] },
  },
  {
    id: "om-order-shipping-info-404",
    shows: "a parcel for an order that Klarna does not know is not noted",
    given: { unknown: true },
    asks: { method: "POST", path: `${at}/shipping-info`, body: { shipping_info: [{ shipping_company: "Bring" }] } },
    answers: { status: 404, code: "NO_SUCH_ORDER" },
  },
  {
    id: "om-update-authorization-204",
    shows: "amount and lines are replaced together; the description may be empty",
    given: { order: { order_amount: 9_000 } },
    asks: {
      method: "PATCH",
      path: `${at}/authorization`,
      body: { order_amount: 3_600, description: "", order_lines: [tea] },
    },
    answers: done,
    becomes: {
      order_amount: 3_600,
      original_order_amount: 9_000,
      remaining_authorized_amount: 3_600,
      order_lines: [tea],
    },
  },
  {
    id: "om-update-authorization-403-rejected",
    shows: "an update that the second risk assessment refuses leaves the order as it was",
    given: { order: { order_amount: 3_000, risk: { increase: "refuse" } } },
    asks: { method: "PATCH", path: `${at}/authorization`, body: { order_amount: 3_600, order_lines: [tea] } },
    answers: { status: 403, code: "NOT_ALLOWED" },
    becomes: { order_amount: 3_000, status: "AUTHORIZED" },
  },
  {
    id: "om-update-customer-details-204-shipping",
    shows: "a delivery address changes field by field; what is not sent stays",
    given: { order: { shipping_address: home } },
    asks: { method: "PATCH", path: `${at}/customer-details`, body: { shipping_address: move } },
    answers: done,
    becomes: { shipping_address: { ...home, ...move } },
  },
  {
    id: "om-update-customer-details-legacy-both",
    shows: "a billing address refuses the whole request; older Klarna took it",
    given: { order: { shipping_address: home, billing_address: home } },
    asks: {
      method: "PATCH",
      path: `${at}/customer-details`,
      body: { shipping_address: move, billing_address: move },
    },
    answers: { status: 403, code: "NOT_ALLOWED" },
    becomes: { shipping_address: home, billing_address: home },
  },
  {
    id: "om-update-merchant-references-204",
    shows: "both references are set",
    asks: {
      method: "PATCH",
      path: `${at}/merchant-references`,
      body: { merchant_reference1: "1042", merchant_reference2: "gift wrapped" },
    },
    answers: done,
    becomes: { merchant_reference1: "1042", merchant_reference2: "gift wrapped" },
  },
  {
    id: "om-update-merchant-references-204-one",
    shows: "one reference is set, the other stays",
    given: { order: { merchant_reference1: "old", merchant_reference2: "order_7" } },
    asks: { method: "PATCH", path: `${at}/merchant-references`, body: { merchant_reference1: "1043" } },
    answers: done,
    becomes: { merchant_reference1: "1043", merchant_reference2: "order_7" },
  },
]

/** The same request in the years when Klarna took a billing address. */
export const legacyBillingFact: ExchangeFact = {
  ...changeFacts.find(({ id }) => id === "om-update-customer-details-legacy-both")!,
  shows: "older Klarna changes both addresses",
  given: {
    order: { shipping_address: home, billing_address: home },
    switches: { billing_address_update: "accept" },
  },
  answers: done,
  becomes: { shipping_address: { ...home, ...move }, billing_address: { ...home, ...move } },
}
