import { exchangeFacts, type Given, type Question } from "../klarna-facts"
import { type KlarnaClient, KlarnaRefusedError } from "../../src/klarna"
import { clientOf, klarnaErrorOf } from "../klarna-facts/replay/client"
import { askThroughClient, clientCalls } from "../klarna-facts/replay/client-calls"
import { filled, prepare } from "../klarna-facts/replay/prepare"
import { runningKlarna } from "../klarna-facts/replay/running"

const klarna = runningKlarna()
let client: KlarnaClient
beforeAll(() => (client = clientOf(klarna)))
afterAll(() => client.close())

interface Asked {
  asks: Question
  given?: Given
  status?: number
}

const path = "/ordermanagement/v1/orders/{order}"
/** What no published exchange shows. */
const unpublished: Asked[] = [
  { asks: { method: "GET", path: `${path}/captures` }, given: { order: { status: "CAPTURED" } } },
  {
    asks: { method: "GET", path: `${path}/refunds/{refund}` },
    given: { order: { status: "CAPTURED", refunded_amount: 500 } },
  },
]

const succeeding: Asked[] = [
  ...unpublished,
  ...exchangeFacts
    .filter(({ answers }) => answers.status < 300)
    .map(({ asks, given, answers }) => ({ asks, given, status: answers.status })),
]

/** One question that Klarna answers with a yes, by the method that asks it. */
const methods = Object.entries(clientCalls).map(([question, { name }]) => ({
  name,
  asked: succeeding.find(({ asks }) => `${asks.method} ${asks.path}` === question)!,
}))

it("asks by every method that the client has", () => {
  const { orders, payments, hostedPage } = client
  const all = Object.entries({ orders, payments, hostedPage }).flatMap(([room, api]) =>
    Object.keys(api).map((name) => `${room}.${name}`)
  )
  expect(methods.map(({ name }) => name).sort()).toEqual(all.sort())
})

it.each(methods)("$name succeeds at the simulator in one request", async ({ name, asked }) => {
  const { asks, given, status = 200 } = asked
  const ids = await prepare(klarna, given)
  await klarna.controls.clearRequests()
  const answer = await askThroughClient(client, asks, ids, filled(asks.body, ids))
  const [request, ...more] = await klarna.controls.requests()
  expect({ status: answer.status, more }).toEqual({ status, more: [] })
  expect(request).toMatchObject({ method: asks.method, path: filled(asks.path, ids), status })
  const isKeyed = name.startsWith("orders.") && asks.method !== "GET"
  expect(request.idempotency_key).toEqual(isKeyed ? expect.stringMatching(/./) : null)
})

const withId = methods.filter(({ asked }) => /\{\w+\}/.test(JSON.stringify(asked.asks)))

it("asks by id in every method but the one that opens a session", () => {
  expect(methods.filter((method) => !withId.includes(method)).map(({ name }) => name)).toEqual([
    "payments.createSession",
  ])
})

it.each(withId)("$name is refused for an id that Klarna does not know", async ({ name, asked: { asks } }) => {
  const ids = await prepare(klarna, { unknown: true })
  const error = await klarnaErrorOf(askThroughClient(client, asks, ids, filled(asks.body, ids)))
  expect(error).toBeInstanceOf(KlarnaRefusedError)
  expect(error).toMatchObject({
    operation: name,
    status: 404,
    code: name.startsWith("orders.") ? "NO_SUCH_ORDER" : "NOT_FOUND",
    correlationId: expect.stringMatching(/./),
  })
})

it.each(methods.filter(({ name, asked }) => name.startsWith("orders.") && asked.asks.path.includes("{capture}")))(
  "$name is refused for a capture that the order does not have",
  async ({ name, asked: { asks } }) => {
    const ids = { ...(await prepare(klarna, { order: { status: "CAPTURED" } })), capture: "no-such-capture" }
    const error = await klarnaErrorOf(askThroughClient(client, asks, ids, filled(asks.body, ids)))
    expect(error).toMatchObject({ operation: name, status: 404, code: "NO_SUCH_CAPTURE" })
  }
)
