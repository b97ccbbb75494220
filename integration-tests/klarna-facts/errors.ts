import type { ExchangeFact } from "./fact"

const at = "/ordermanagement/v1/orders/{order}"

/** What any call may meet. */
export const errorFacts: ExchangeFact[] = [
  {
    id: "generic-413",
    shows: "a body above one megabyte is not read",
    asks: {
      method: "PATCH",
      path: `${at}/authorization`,
      body: { order_amount: 1, order_lines: [], description: "x".repeat(1_100_000) },
    },
    answers: { status: 413, code: "REQUEST_TOO_LARGE" },
    becomes: { order_amount: 10_000 },
  },
  {
    id: "generic-429",
    shows: "too many calls: the headers say how many are allowed, and in how many seconds again",
    given: { fault: "429" },
    asks: { method: "GET", path: at },
    answers: {
      status: 429,
      code: "TOO_MANY_REQUESTS",
      headers: { "X-Ratelimit-Limit": /^\d+, \d+;w=1$/, "X-Ratelimit-Remaining": /^0$/, "X-Ratelimit-Reset": /^1$/ },
      lacksHeaders: ["Retry-After"],
    },
  },
  {
    id: "generic-500",
    shows: "a fault of Klarna's own comes in the same envelope as a refusal",
    given: { fault: "500" },
    asks: { method: "POST", path: `${at}/cancel` },
    answers: {
      status: 500,
      code: "INTERNAL_SERVER_ERROR",
      headers: { "Content-Type": /^application\/json/ },
    },
    becomes: { status: "AUTHORIZED" },
  },
  {
    id: "generic-503",
    shows: "Klarna is not available for a while",
    given: { fault: "503" },
    asks: { method: "GET", path: at },
    answers: { status: 503, code: "TEMPORARILY_UNAVAILABLE" },
  },
]
