import type { ExchangeFact } from "./fact"
import { buyer, home, lamp, notebooks } from "./samples"

const sessions = "/payments/v1/sessions"
const token = "/payments/v1/authorizations/{token}"
const placing = { method: "POST", path: `${token}/order`, body: notebooks } as const
const agreed = { cart: notebooks, agreed: {} }
const authorized = { status: "AUTHORIZED", order_amount: 2_500, captured_amount: 0, merchant_reference1: "1042" }
const asObject = { authorized_payment_method: { type: "invoice" } }

const categories = ["identifier", "name", "asset_urls.descriptive", "asset_urls.standard"].map(
  (field) => `payment_method_categories.0.${field}`
)

const colours = "button button_text checkbox checkbox_checkmark header link border border_selected text details"
const office = { ...home, organization_name: "Lind Books", attention: "Mira" }
const { quantity_unit, merchant_data, product_identifiers } = lamp

/** Everything that a session may collect. */
const everything = {
  ...notebooks,
  billing_address: office,
  shipping_address: office,
  order_lines: [{ ...notebooks.order_lines[0], quantity_unit, merchant_data, product_identifiers }],
  merchant_urls: { ...notebooks.merchant_urls, push: "https://shop.example/klarna/push" },
  merchant_reference2: "order_7",
  merchant_data: "{}",
  acquiring_channel: "IN_STORE",
  design: "quiet",
  options: {
    ...Object.fromEntries(`${colours} text_secondary`.split(" ").map((part) => [`color_${part}`, "#223344"])),
    radius_border: "4px",
  },
  attachment: { content_type: "application/vnd.klarna.internal.emd-v2+json", body: "{}" },
  custom_payment_method_ids: ["pm-1"],
  customer: buyer,
}

/** Klarna Payments: sessions. */
const sessionFacts: ExchangeFact[] = [
  {
    id: "kp-create-session-200-docs",
    shows: "a session is opened, and answered with 200",
    asks: {
      method: "POST",
      path: sessions,
      body: {
        acquiring_channel: "ECOMMERCE",
        intent: "buy",
        purchase_country: "SE",
        purchase_currency: "SEK",
        locale: "en-SE",
        order_amount: 11_000,
        order_tax_amount: 2_200,
        order_lines: [lamp],
        merchant_urls: { authorization: "https://shop.example/klarna/authorization" },
      },
    },
    answers: {
      status: 200,
      has: ["session_id", "client_token", ...categories],
      is: { payment_method_categories: [{ identifier: "klarna" }] },
    },
  },
  {
    id: "kp-create-session-400",
    shows: "a cart without lines is refused by the name of the field",
    asks: { method: "POST", path: sessions, body: {} },
    answers: { status: 400, code: "BAD_VALUE", names: "order_lines" },
  },
  {
    id: "kp-read-session-200",
    shows: "a session is read with everything it has collected, after its order was placed",
    given: { cart: everything, agreed: {}, placed: true },
    asks: { method: "GET", path: `${sessions}/{session}` },
    answers: {
      status: 200,
      has: ["client_token", "expires_at", ...categories],
      is: { ...everything, status: "complete" },
    },
  },
  {
    id: "kp-update-session-204",
    shows: "amount, tax and lines of a session are replaced",
    given: { cart: notebooks },
    asks: {
      method: "POST",
      path: `${sessions}/{session}`,
      body: {
        order_amount: 1_500,
        order_tax_amount: 0,
        order_lines: [{ ...notebooks.order_lines[0], quantity: 3, total_amount: 1_500 }],
      },
    },
    answers: { status: 204 },
  },
  {
    id: "kp-update-session-404",
    shows: "a session that is unknown or over is not changed",
    given: { unknown: true },
    asks: { method: "POST", path: `${sessions}/{session}`, body: {} },
    answers: { status: 404, code: "NOT_FOUND" },
  },
]

/** Klarna Payments: what the buyer's token is good for. */
const tokenFacts: ExchangeFact[] = [
  {
    id: "kp-create-order-200",
    shows: "the order is placed; the payment method is a text in the guide",
    given: { ...agreed, switches: { authorized_payment_method_form: "string" } },
    asks: placing,
    answers: {
      status: 200,
      has: ["order_id", "redirect_url"],
      is: { fraud_status: "ACCEPTED", authorized_payment_method: "invoice" },
    },
    reads: asObject,
    becomes: authorized,
  },
  {
    id: "kp-create-order-200-spec-shape",
    shows: "the order is placed; the payment method is an object in the contract",
    given: { ...agreed, switches: { authorized_payment_method_form: "object" } },
    asks: placing,
    answers: {
      status: 200,
      has: ["order_id", "redirect_url"],
      is: { fraud_status: "ACCEPTED", authorized_payment_method: { type: "invoice", number_of_days: 30 } },
    },
    becomes: authorized,
  },
  {
    id: "kp-create-order-200-pending",
    shows: "the order is placed while Klarna still looks for fraud",
    given: {
      cart: notebooks,
      agreed: { fraud_status: "PENDING" },
      switches: { authorized_payment_method_form: "string" },
    },
    asks: placing,
    answers: {
      status: 200,
      has: ["order_id", "redirect_url"],
      is: { fraud_status: "PENDING", authorized_payment_method: "invoice" },
    },
    reads: asObject,
    becomes: { ...authorized, fraud_status: "PENDING" },
  },
  {
    id: "kp-create-order-200-auto-capture",
    shows: "the order is placed and captured at once",
    given: agreed,
    asks: { ...placing, body: { ...notebooks, auto_capture: true } },
    answers: { status: 200, has: ["order_id"], is: { fraud_status: "ACCEPTED" } },
    becomes: { status: "CAPTURED", captured_amount: 2_500, remaining_authorized_amount: 0 },
  },
  {
    id: "kp-create-order-403-rejected",
    shows: "Klarna changes its mind when the order is placed",
    given: { cart: notebooks, agreed: { fraud_status: "REJECTED" } },
    asks: placing,
    answers: { status: 403, code: "REJECTED" },
  },
  {
    id: "kp-create-order-404-token",
    shows: "a buyer's token is worth nothing after an hour",
    given: { ...agreed, later: 3_601 },
    asks: placing,
    answers: { status: 404, code: "NOT_FOUND" },
  },
  {
    id: "kp-create-order-409-mismatch",
    shows: "an address that differs from the agreed one is refused by the name of the field",
    given: agreed,
    asks: { ...placing, body: { ...notebooks, billing_address: { ...home, postal_code: "97201" } } },
    answers: { status: 409, code: "BAD_VALUE", names: "billing_address.postal_code" },
  },
  {
    id: "kp-cancel-authorization-204",
    shows: "a token that became no order is given back",
    given: agreed,
    asks: { method: "DELETE", path: token },
    answers: { status: 204, headers: { "Klarna-Correlation-Id": /./ } },
  },
  {
    id: "kp-customer-token-200",
    shows: "a token becomes one for later purchases",
    given: agreed,
    asks: {
      method: "POST",
      path: `${token}/customer-token`,
      body: {
        purchase_country: "US",
        purchase_currency: "USD",
        locale: "en-US",
        billing_address: office,
        customer: buyer,
        description: "A notebook a month",
        intended_use: "SUBSCRIPTION",
      },
    },
    answers: { status: 200, has: ["token_id", "redirect_url"] },
  },
]

export const paymentFacts = [...sessionFacts, ...tokenFacts]
