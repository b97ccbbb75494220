import { type ConnectionAnswer, verdictOf } from "../connection-verdict"

it.each<[string, ConnectionAnswer, string]>([
  ["has such an order after all", { type: "accepted", status: 200 }, "ok"],
  ["does not know the order", { type: "refused", status: 404, code: "NO_SUCH_ORDER" }, "ok"],
  ["says so in the older words", { type: "refused", status: 404, code: "NOT_FOUND" }, "ok"],
  ["does not take the id for one", { type: "refused", status: 400, code: "INVALID_ORDER_ID" }, "ok"],
  ["turns the credentials away", { type: "refused", status: 401, code: "UNAUTHORIZED" }, "credentials_rejected"],
  ["does not answer", { type: "weather" }, "unreachable"],
  ["may have heard and did not answer", { type: "unknown" }, "unreachable"],
  ["is down", { type: "unknown", status: 503 }, "unreachable"],
  ["breaks on every call", { type: "refused", status: 500, code: "INTERNAL_ERROR" }, "unreachable"],
  ["limits the account", { type: "weather", status: 429 }, "unexpected"],
  ["blocks this server", { type: "refused", status: 403, code: "HTTP_403" }, "unexpected"],
  ["is no Klarna at all", { type: "refused", status: 404, code: "HTTP_404" }, "unexpected"],
])("a Klarna that %s means %s [case 6]", (_, answer, verdict) => {
  expect(verdictOf(answer)).toMatchObject({ verdict, message: expect.stringMatching(/^[A-Z].*\.$/) })
})

it.each<[string, ConnectionAnswer]>([
  ["(HTTP 502)", { type: "weather", status: 502 }],
  ["(no answer)", { type: "weather" }],
  ["(no answer)", { type: "unknown" }],
  ["(HTTP 403, NOT_ALLOWED)", { type: "refused", status: 403, code: "NOT_ALLOWED" }],
  ["(HTTP 418)", { type: "refused", status: 418 }],
  ["(UNREADABLE)", { type: "refused", code: "UNREADABLE" }],
])("what was heard stands in the sentence, and nothing that was not: %s", (heard, answer) => {
  expect(verdictOf(answer).message).toContain(` ${heard}. `)
})
