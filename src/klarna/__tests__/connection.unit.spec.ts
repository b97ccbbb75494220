import type { ServerResponse } from "node:http"
import { FetchError } from "node-fetch"
import { KlarnaUnreachableError, outcomeOf } from "../errors"
import type { Fetch } from "../http"
import { failureOf, orderAnswer, startLocalKlarna, type Answer, type LocalKlarna } from "./local-klarna"

let klarna: LocalKlarna
beforeEach(async () => void (klarna = await startLocalKlarna()))
afterEach(() => klarna.stop())

const once = { idempotencyKey: "key-1", retries: 0 }
const silence: Answer = () => undefined
const headersOnly: Answer = (_request, response) => void response.writeHead(200, { "Content-Length": "500" }).write("{")

it("uses one connection for calls that follow each other", async () => {
  klarna.willAnswer({ body: orderAnswer }, { status: 204 }, { status: 404, body: { error_code: "NO_SUCH_ORDER" } })
  const client = klarna.client()
  await client.orders.read("ord-1")
  await client.orders.acknowledge("ord-1", once)
  await client.orders.read("ord-2").catch(() => undefined)
  expect(klarna.seen).toHaveLength(3)
  expect(klarna.connections()).toBe(1)
})

it.each<[string, Answer]>([
  ["Klarna says nothing", silence],
  ["Klarna's answer stops in the middle", headersOnly],
  ["an answer of known length is cut", (_request, response) => headersThenCut(response, { "Content-Length": "500" })],
])("stops waiting after the time-out when %s", async (_sentence, answer) => {
  klarna.willAnswer(answer)
  const error = await failureOf(klarna.client({ timeoutMs: 50 }).orders.cancel("ord-1", once), KlarnaUnreachableError)
  expect(error).toMatchObject({ reason: "no answer within 50 ms", notSent: false, operation: "orders.cancel" })
  expect(error.message).toBe("Klarna did not answer orders.cancel (no answer within 50 ms): the outcome is not known")
  expect(error.durationMs).toBeGreaterThanOrEqual(49)
})

it("waits no longer than the call's deadline, however long one attempt may take", async () => {
  klarna.willAnswer(silence)
  const call = klarna.client({ timeoutMs: 60_000 }).orders.cancel("ord-1", { ...once, deadlineMs: 50 })
  expect((await failureOf(call, KlarnaUnreachableError)).reason).toMatch(/^no answer within \d+ ms$/)
})

it("gives the second attempt only the time that is left", async () => {
  let time = 0
  const sleep = async (ms: number) => (time += ms)
  klarna.willAnswer((_request, response) => {
    time += 9_000
    response.writeHead(503).end()
  }, silence)
  const client = klarna.client({ now: () => time, sleep, deadlineMs: 10_000, retries: 1 })
  const error = await failureOf(client.orders.read("ord-1"), KlarnaUnreachableError)
  expect(klarna.seen).toHaveLength(2)
  expect(error.reason).toBe("no answer within 750 ms")
})

it("sends nothing when no time is left", async () => {
  const error = await failureOf(
    klarna.client().orders.cancel("ord-1", { ...once, deadlineMs: 0 }),
    KlarnaUnreachableError
  )
  expect(outcomeOf(error).type).toBe("weather")
  expect(klarna.seen).toEqual([])
})

it("says that the outcome is not known when the caller leaves in the middle", async () => {
  const leave = new AbortController()
  klarna.willAnswer(() => leave.abort())
  const call = klarna.client().orders.cancel("ord-1", { idempotencyKey: "key-1", signal: leave.signal })
  const error = await failureOf(call, KlarnaUnreachableError)
  expect(error).toMatchObject({ reason: "the caller stopped waiting", notSent: false })
})

it("says that nothing happened when the caller had left before", async () => {
  const call = klarna.client().orders.cancel("ord-1", { ...once, signal: AbortSignal.abort() })
  expect(await failureOf(call, KlarnaUnreachableError)).toMatchObject({ notSent: true })
  expect(klarna.seen).toEqual([])
})

it("ends the wait before a repeat when the caller leaves, and tells the last outcome", async () => {
  const leave = new AbortController()
  klarna.willAnswer({ status: 503 })
  const client = klarna.client({ random: () => 1, sleep: undefined, onCall: () => setImmediate(() => leave.abort()) })
  const call = client.orders.cancel("ord-1", { idempotencyKey: "key-1", signal: leave.signal })
  expect(await failureOf(call, KlarnaUnreachableError)).toMatchObject({ reason: "HTTP 503", notSent: false })
  expect(klarna.seen).toHaveLength(1)
})

it.each<[string, Answer]>([
  ["before the answer", (_request, response) => response.destroy()],
  ["inside the body", (_request, response) => headersThenCut(response, {})],
])("does not know the outcome when the connection is cut %s", async (_sentence, answer) => {
  klarna.willAnswer(answer)
  const error = await failureOf(klarna.client().orders.read("ord-1", { retries: 0 }), KlarnaUnreachableError)
  expect(error.notSent).toBe(false)
  expect(error.reason).toMatch(/^(ECONNRESET|ERR_STREAM_PREMATURE_CLOSE)$/)
})

function headersThenCut(response: ServerResponse, headers: Record<string, string>) {
  response.writeHead(200, headers).write("{", () => response.destroy())
}

it("stops reading an answer that is too large", async () => {
  klarna.willAnswer((_request, response) => void response.writeHead(200).end(Buffer.alloc(11 * 1024 * 1024, " ")))
  const error = await failureOf(klarna.client().orders.read("ord-1", { retries: 0 }), KlarnaUnreachableError)
  expect(error.reason).toBe("max-size")
})

it("knows that nothing happened when nobody listens at the address", async () => {
  const client = klarna.client()
  await klarna.stop()
  const error = await failureOf(client.orders.cancel("ord-1", once), KlarnaUnreachableError)
  expect(error).toMatchObject({ reason: "ECONNREFUSED", notSent: true })
  expect(error.message).toBe("Klarna did not answer orders.cancel (ECONNREFUSED): the outcome is nothing happened")
  klarna = await startLocalKlarna()
})

class SystemFault extends Error {
  constructor(readonly code: string) {
    super(code)
  }
}

// node-fetch's function carries properties that nobody needs here.
const failing = (code: string) =>
  (() => Promise.reject(new FetchError("", "system", new SystemFault(code)))) as unknown as Fetch

it.each([
  ["ENOTFOUND", true],
  ["EAI_AGAIN", true],
  ["ECONNREFUSED", true],
  ["CERT_HAS_EXPIRED", true],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", true],
  ["SELF_SIGNED_CERT_IN_CHAIN", true],
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", true],
  ["ERR_TLS_CERT_ALTNAME_INVALID", true],
  ["ECONNRESET", false],
  ["EPIPE", false],
  ["ETIMEDOUT", false],
])("tells whether %s can have reached Klarna", async (code, notSent) => {
  const call = klarna.client({ fetch: failing(code) }).orders.cancel("ord-1", once)
  expect(await failureOf(call, KlarnaUnreachableError)).toMatchObject({ reason: code, notSent })
})

it("follows no redirect, least of all with credentials", async () => {
  klarna.willAnswer({ status: 302, headers: { Location: `${klarna.baseUrl}/elsewhere` } })
  await expect(klarna.client().orders.read("ord-1")).rejects.toMatchObject({ code: "HTTP_302", status: 302 })
  expect(klarna.seen).toHaveLength(1)
})

it("lets an error of our own through as it is", async () => {
  // As above: only the call itself is used.
  const broken = (() => Promise.reject(new RangeError("ours"))) as unknown as Fetch
  await expect(klarna.client({ fetch: broken }).orders.read("ord-1")).rejects.toThrow(RangeError)
})
