import { type ConnectionAnswer, verdictOf } from "../connection-verdict"

it.each<[string, ConnectionAnswer, string]>([
  ["does not know the order", { type: "refused", status: 404, code: "NO_SUCH_ORDER" }, "ok"],
  ["does not take the id for one", { type: "refused", status: 400, code: "INVALID_ORDER_ID" }, "ok"],
  ["turns the credentials away", { type: "refused", status: 401, code: "UNAUTHORIZED" }, "credentials_rejected"],
  ["does not answer", { type: "weather" }, "unreachable"],
  ["is down", { type: "unknown", status: 503 }, "unreachable"],
  ["limits the account", { type: "weather", status: 429 }, "unexpected"],
  ["blocks this server", { type: "refused", status: 403, code: "HTTP_403" }, "unexpected"],
  ["is no Klarna at all", { type: "refused", status: 404, code: "HTTP_404" }, "unexpected"],
])("a Klarna that %s means %s [case 6]", (_, answer, verdict) => {
  expect(verdictOf(answer)).toMatchObject({ verdict, message: expect.stringMatching(/^[A-Z].*\.$/) })
})
