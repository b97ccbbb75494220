import type { ExchangeFact } from "./fact"
import { notebooks } from "./samples"

const pages = "/hpp/v1/sessions"
const page = `${pages}/{page}`
const back = (name: string) => `https://shop.example/${name}?t=one-time&sid={{session_id}}`
const always = ["session_id", "expires_at", "updated_at"]

/** The hosted payment page. */
export const hostedPageFacts: ExchangeFact[] = [
  {
    id: "hpp-create-201",
    shows: "a page is made for a payment session, with every address it has",
    given: { cart: notebooks },
    asks: {
      method: "POST",
      path: pages,
      body: {
        payment_session_url: "https://api.playground.klarna.com/payments/v1/sessions/{session}",
        merchant_urls: {
          cancel: back("cancel"),
          back: back("back"),
          failure: back("failure"),
          error: back("error"),
          success: `${back("success")}&order_id={{order_id}}`,
        },
        options: { place_order_mode: "PLACE_ORDER" },
      },
    },
    answers: {
      status: 201,
      has: [
        "session_id",
        "redirect_url",
        "session_url",
        "qr_code_url",
        "distribution_url",
        "expires_at",
        "distribution_module.token",
        "distribution_module.standalone_url",
        "distribution_module.generation_url",
      ],
    },
  },
  {
    id: "hpp-read-waiting",
    shows: "a page that nobody has opened",
    given: { cart: notebooks, page: "PLACE_ORDER" },
    asks: { method: "GET", path: page },
    answers: {
      status: 200,
      has: always,
      lacks: ["authorization_token", "order_id", "klarna_reference"],
      is: { status: "WAITING" },
    },
  },
  {
    id: "hpp-read-in-progress",
    shows: "a page that the buyer has opened",
    given: { cart: notebooks, page: "PLACE_ORDER", looked: true },
    asks: { method: "GET", path: page },
    answers: {
      status: 200,
      has: always,
      lacks: ["authorization_token", "order_id", "klarna_reference"],
      is: { status: "IN_PROGRESS" },
    },
  },
  {
    id: "hpp-read-completed-none",
    shows: "the buyer has agreed: the merchant gets the token and places the order",
    given: { cart: notebooks, page: "NONE", agreed: {} },
    asks: { method: "GET", path: page },
    answers: {
      status: 200,
      has: [...always, "authorization_token"],
      lacks: ["order_id", "klarna_reference"],
      is: { status: "COMPLETED" },
    },
  },
  {
    id: "hpp-read-completed-placed",
    shows: "the buyer has agreed and Klarna has placed the order",
    given: { cart: notebooks, page: "PLACE_ORDER", agreed: {} },
    asks: { method: "GET", path: page },
    answers: {
      status: 200,
      has: [...always, "order_id", "klarna_reference"],
      lacks: ["authorization_token"],
      is: { status: "COMPLETED" },
    },
    becomes: { status: "AUTHORIZED", order_amount: 2_500 },
  },
  {
    id: "hpp-disable-204",
    shows: "a page is taken down",
    given: { cart: notebooks, page: "PLACE_ORDER" },
    asks: { method: "DELETE", path: page },
    answers: { status: 204 },
  },
]
