import { KlarnaBusyError, KlarnaRefusedError, KlarnaUnreachableError, outcomeOf } from "../errors"
import type { CallEvent } from "../settings"
import { failureOf, orderAnswer, startLocalKlarna, type Answer, type LocalKlarna } from "./local-klarna"

let klarna: LocalKlarna
beforeEach(async () => void (klarna = await startLocalKlarna()))
afterEach(() => klarna.stop())

const key = { idempotencyKey: "key-1" }
const cut: Answer = (_request, response) => response.destroy()
const down: Answer = { status: 503, body: { error_code: "TEMPORARILY_UNAVAILABLE", error_messages: [] } }
const limited: Answer = { status: 429, headers: { "X-Ratelimit-Reset": "4", "X-Ratelimit-Remaining": "0" } }

it("repeats a write with the same key and the same content until Klarna answers", async () => {
  klarna.willAnswer(down, cut, { status: 204 })
  const answer = await klarna.client().orders.updateMerchantReferences("ord-1", { merchant_reference1: "1042" }, key)
  expect(answer).toMatchObject({ status: 204, attempts: 3 })
  expect(klarna.seen.map(({ headers, body }) => [headers["klarna-idempotency-key"], body])).toEqual(
    Array(3).fill(["key-1", `{"merchant_reference1":"1042"}`])
  )
  expect(klarna.waits).toEqual([250, 500])
})

it("waits for the end of the rate limit", async () => {
  klarna.willAnswer(limited, { body: orderAnswer })
  await klarna.client().orders.read("ord-1")
  expect(klarna.waits).toEqual([4000])
})

it("gives the wait on when the rate limit lasts longer than the call may", async () => {
  klarna.willAnswer(limited)
  const error = await failureOf(klarna.client({ deadlineMs: 3000 }).orders.read("ord-1"), KlarnaBusyError)
  expect(error.retryAfterMs).toBe(4000)
  expect(outcomeOf(error)).toMatchObject({ type: "weather", status: 429 })
})

it("waits for the end of a rate limit that another call met, and sends then", async () => {
  const client = klarna.client()
  klarna.willAnswer(limited, { body: orderAnswer })
  await failureOf(client.orders.read("ord-1", { retries: 0 }), KlarnaBusyError)
  expect(await client.orders.read("ord-1")).toMatchObject({ attempts: 1 })
  expect(klarna.waits).toHaveLength(1)
})

it.each([
  ["leaves time for a whole attempt", 10_000, 600_000, 620_000],
  ["leaves half of it for the attempt", 5_000_000, 1_100_000, 1_300_000],
])("spends on such a wait only so much of its time that it %s", async (_sentence, timeoutMs, tooShort, enough) => {
  const client = klarna.client({ timeoutMs })
  klarna.willAnswer({ status: 429, headers: { "X-Ratelimit-Reset": "600" } }, { body: orderAnswer })
  await failureOf(client.orders.read("ord-1"), KlarnaBusyError)
  const error = await failureOf(client.orders.read("ord-1", { deadlineMs: tooShort }), KlarnaBusyError)
  expect(outcomeOf(error)).toMatchObject({ type: "weather", slowed: true, retryAfterMs: expect.any(Number) })
  expect(klarna.seen).toHaveLength(1)
  await client.orders.read("ord-1", { deadlineMs: enough })
  expect(klarna.seen).toHaveLength(2)
})

it("calls a call sent whose repeat was not", async () => {
  const client = klarna.client({ sleep: () => failureOf(client.orders.read("ord-2", { retries: 0 }), KlarnaBusyError) })
  klarna.willAnswer(down, { status: 429, headers: { "X-Ratelimit-Reset": "600" } })
  const error = await failureOf(client.orders.read("ord-1"), KlarnaBusyError)
  expect(error).toMatchObject({ slowed: false, retryAfterMs: expect.any(Number) })
  expect(klarna.seen).toHaveLength(2)
})

it("gives up after the allowed repeats and says what happened", async () => {
  klarna.willAnswer(down, down, down)
  const error = await failureOf(klarna.client().orders.cancel("ord-1", key), KlarnaUnreachableError)
  expect(klarna.seen).toHaveLength(3)
  expect(error).toMatchObject({ reason: "HTTP 503", status: 503, notSent: false })
  expect(outcomeOf(error)).toMatchObject({ type: "unknown" })
})

it("sends one attempt where the caller wants no repeat", async () => {
  klarna.willAnswer(down)
  await failureOf(klarna.client().orders.cancel("ord-1", { ...key, retries: 0 }), KlarnaUnreachableError)
  expect(klarna.seen).toHaveLength(1)
})

it("never repeats an order placement, whose token is spent once", async () => {
  klarna.willAnswer(cut)
  const cart = { purchase_country: "SE", purchase_currency: "SEK", order_amount: 1, order_lines: [] }
  const error = await failureOf(klarna.client().payments.createOrder("tok-1", cart), KlarnaUnreachableError)
  expect(klarna.seen).toHaveLength(1)
  expect(outcomeOf(error).type).toBe("unknown")
})

it.each([301, 400, 401, 403, 404, 409, 413, 422])("never repeats an answer of %i", async (status) => {
  klarna.willAnswer({ status })
  await expect(klarna.client().orders.cancel("ord-1", key)).rejects.toMatchObject({ status })
  expect(klarna.seen).toHaveLength(1)
})

describe("a write whose first attempt may have been carried out", () => {
  it.each<[string, Answer, string]>([
    ["a rate limit", { ...limited, headers: { "X-Ratelimit-Reset": "600" } }, "ECONNRESET, then HTTP 429"],
    ["an edge that knows no credentials", { status: 401, body: "<html>" }, "ECONNRESET, then HTTP 401"],
    ["an edge that gives no reason", { status: 403, body: "" }, "ECONNRESET, then HTTP 403"],
    [
      "a conflict, perhaps with that attempt",
      { status: 409, body: { error_code: "CONFLICT" } },
      "ECONNRESET, then HTTP 409",
    ],
  ])("stays in doubt when the repeat meets %s", async (_sentence, second, reason) => {
    klarna.willAnswer(cut, second)
    const error = await failureOf(klarna.client().orders.cancel("ord-1", key), KlarnaUnreachableError)
    expect(error).toMatchObject({ reason, notSent: false })
    expect(outcomeOf(error).type).toBe("unknown")
  })

  it("stays in doubt when the repeat finds nobody listening", async () => {
    klarna.willAnswer(cut)
    const client = klarna.client({ sleep: () => klarna.stop(), retries: 1 })
    const error = await failureOf(client.orders.cancel("ord-1", key), KlarnaUnreachableError)
    expect(error).toMatchObject({ reason: "ECONNRESET, then ECONNREFUSED", notSent: false })
    klarna = await startLocalKlarna()
  })

  it("stays in doubt when a rate limit keeps the repeat from being sent", async () => {
    const client = klarna.client({
      sleep: () => failureOf(client.orders.read("ord-1", { retries: 0 }), KlarnaBusyError),
    })
    klarna.willAnswer(cut, { status: 429, headers: { "X-Ratelimit-Reset": "600" } })
    const error = await failureOf(client.orders.cancel("ord-1", key), KlarnaUnreachableError)
    expect(error).toMatchObject({ reason: "ECONNRESET, then not repeated yet", notSent: false })
    expect(klarna.seen).toHaveLength(2)
  })

  it("is decided by Klarna's own verdict under its key", async () => {
    klarna.willAnswer(cut, { status: 403, body: { error_code: "CANCEL_NOT_ALLOWED", error_messages: ["Captured."] } })
    const error = await failureOf(klarna.client().orders.cancel("ord-1", key), KlarnaRefusedError)
    expect(outcomeOf(error)).toMatchObject({ type: "refused", code: "CANCEL_NOT_ALLOWED", messages: ["Captured."] })
  })
})

it("survives a kept connection that Klarna closed in the meantime", async () => {
  klarna.willAnswer({ body: orderAnswer }, (request) => request.socket.destroy(), { body: orderAnswer })
  const client = klarna.client()
  await client.orders.read("ord-1")
  expect((await client.orders.read("ord-1")).attempts).toBe(2)
})

it("lets a watcher see every attempt, without bodies or credentials [case 84]", async () => {
  klarna.willAnswer(down, { status: 204, headers: { "Klarna-Correlation-Id": "corr-2" } })
  const events: CallEvent[] = []
  await klarna.client({ onCall: (event) => events.push(event) }).orders.cancel("ord-1", key)
  const event = { operation: "orders.cancel", method: "POST", durationMs: expect.any(Number) }
  expect(events).toEqual([
    { ...event, attempt: 1, status: 503, correlationId: undefined },
    { ...event, attempt: 2, status: 204, correlationId: "corr-2" },
  ])
})

it.each<[string, () => void]>([
  [
    "throws",
    () => {
      throw new Error("the watcher's own")
    },
  ],
  ["fails later", () => Promise.reject(new Error("the watcher's own"))],
])("carries on when a watcher %s [case 21]", async (_sentence, onCall) => {
  klarna.willAnswer({ status: 204 })
  await expect(klarna.client({ onCall }).orders.cancel("ord-1", key)).resolves.toMatchObject({ status: 204 })
})
