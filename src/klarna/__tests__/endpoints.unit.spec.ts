import { readFileSync } from "node:fs"
import { join } from "node:path"
import { createKlarnaClient, type KlarnaClient } from "../client"
import { KlarnaUnreachableError } from "../errors"
import type { CallEvent, KlarnaAnswer } from "../settings"
import { version } from "../version"
import { account, failureOf, orderAnswer, startLocalKlarna, type LocalKlarna } from "./local-klarna"

let klarna: LocalKlarna
let client: KlarnaClient

beforeEach(async () => {
  klarna = await startLocalKlarna()
  client = klarna.client()
})
afterEach(() => klarna.stop())

const key = { idempotencyKey: "2f6b5c1e-7f0b-5a34-9f6e-0d6f0b8f6f01" }
const line = {
  name: "Wool scarf",
  quantity: 2,
  unit_price: 19900,
  total_amount: 39800,
  tax_rate: 2500,
  total_tax_amount: 7960,
}
const parcels = { shipping_info: [{ shipping_company: "PostNord", tracking_number: "370712345678" }] }
const cart = { purchase_country: "SE", purchase_currency: "SEK", order_amount: 39800, order_lines: [line] }
const page = { payment_session_url: "https://api.playground.klarna.com/payments/v1/sessions/kp1" }
const subscription = {
  purchase_country: "SE",
  purchase_currency: "SEK",
  locale: "sv-SE",
  description: "A scarf a year",
  intended_use: "SUBSCRIPTION",
}
const om = "/ordermanagement/v1/orders/ord-1"

interface Told {
  does: string
  /** As the ledger, the log and the limits know it. */
  named: string
  call: (client: KlarnaClient) => Promise<KlarnaAnswer<unknown>>
  asks: string
  body?: unknown
  answers?: { status?: number; headers?: Record<string, string>; body?: unknown }
  data?: unknown
}

const none = { status: 204 }
const amounts = { order_amount: 39800, order_lines: [line], description: "One more scarf" }
const street = { shipping_address: { street_address: "Storgatan 5", street_address2: "" } }
const references = { merchant_reference1: "1042", merchant_reference2: "" }
const captured = { captured_amount: 39800, reference: "cap_01", order_lines: [line], ...parcels }
const refunded = { refunded_amount: 19900, reference: "ref_01" }

const writes: Told[] = [
  {
    does: "acknowledges an order",
    named: "orders.acknowledge",
    call: (c) => c.orders.acknowledge("ord-1", key),
    asks: `POST ${om}/acknowledge`,
    answers: none,
  },
  {
    does: "replaces amount and lines",
    named: "orders.updateAuthorization",
    call: (c) => c.orders.updateAuthorization("ord-1", amounts, key),
    asks: `PATCH ${om}/authorization`,
    body: amounts,
    answers: none,
  },
  {
    does: "cancels an order",
    named: "orders.cancel",
    call: (c) => c.orders.cancel("ord-1", key),
    asks: `POST ${om}/cancel`,
    answers: none,
  },
  {
    does: "changes the delivery address and empties a field",
    named: "orders.updateCustomerDetails",
    call: (c) => c.orders.updateCustomerDetails("ord-1", street, key),
    asks: `PATCH ${om}/customer-details`,
    body: street,
    answers: none,
  },
  {
    does: "changes one reference and clears the other",
    named: "orders.updateMerchantReferences",
    call: (c) => c.orders.updateMerchantReferences("ord-1", references, key),
    asks: `PATCH ${om}/merchant-references`,
    body: references,
    answers: none,
  },
  {
    does: "extends the authorisation",
    named: "orders.extendAuthorizationTime",
    call: (c) => c.orders.extendAuthorizationTime("ord-1", key),
    asks: `POST ${om}/extend-authorization-time`,
    answers: none,
  },
  {
    does: "releases what is not captured",
    named: "orders.releaseRemainingAuthorization",
    call: (c) => c.orders.releaseRemainingAuthorization("ord-1", key),
    asks: `POST ${om}/release-remaining-authorization`,
    answers: none,
  },
  {
    does: "captures",
    named: "orders.capture",
    call: (c) => c.orders.capture("ord-1", captured, key),
    asks: `POST ${om}/captures`,
    body: captured,
    answers: {
      status: 201,
      headers: { "Capture-Id": "cap-9", Location: `https://klarna.example${om}/captures/other` },
    },
    data: { capture_id: "cap-9" },
  },
  {
    does: "adds a parcel to a capture",
    named: "orders.addCaptureShippingInfo",
    call: (c) => c.orders.addCaptureShippingInfo("ord-1", "cap-9", parcels, key),
    asks: `POST ${om}/captures/cap-9/shipping-info`,
    body: parcels,
    answers: none,
  },
  {
    does: "adds a parcel to an order",
    named: "orders.addShippingInfo",
    call: (c) => c.orders.addShippingInfo("ord-1", parcels, key),
    asks: `POST ${om}/shipping-info`,
    body: parcels,
    answers: none,
  },
  {
    does: "has the customer mailed again",
    named: "orders.triggerSendOut",
    call: (c) => c.orders.triggerSendOut("ord-1", "cap-9", key),
    asks: `POST ${om}/captures/cap-9/trigger-send-out`,
    answers: none,
  },
  {
    does: "refunds",
    named: "orders.refund",
    call: (c) => c.orders.refund("ord-1", refunded, key),
    asks: `POST ${om}/refunds`,
    body: refunded,
    answers: { status: 201, headers: { "Refund-Id": "ref-9" } },
    data: { refund_id: "ref-9" },
  },
  {
    does: "gives the customer more days to pay",
    named: "orders.extendDueDate",
    call: (c) => c.orders.extendDueDate("ord-1", "cap-9", { number_of_days: 14 }, key),
    asks: `PATCH ${om}/captures/cap-9/extend-due-date`,
    body: { number_of_days: 14 },
    answers: none,
  },
]

const cap = { capture_id: "cap-9", captured_amount: 39800, klarna_reference: "8X2KQ1-1" }
const others: Told[] = [
  {
    does: "reads an order",
    named: "orders.read",
    call: (c) => c.orders.read("ord-1"),
    asks: `GET ${om}`,
    answers: { body: orderAnswer },
    data: { ...orderAnswer, order_lines: [], captures: [], refunds: [] },
  },
  {
    does: "lists captures",
    named: "orders.listCaptures",
    call: (c) => c.orders.listCaptures("ord-1"),
    asks: `GET ${om}/captures`,
    answers: { body: [cap] },
    data: [cap],
  },
  {
    does: "reads a capture",
    named: "orders.readCapture",
    call: (c) => c.orders.readCapture("ord-1", "cap-9"),
    asks: `GET ${om}/captures/cap-9`,
    answers: { body: cap },
    data: cap,
  },
  {
    does: "reads a refund",
    named: "orders.readRefund",
    call: (c) => c.orders.readRefund("ord-1", "ref-9"),
    asks: `GET ${om}/refunds/ref-9`,
    answers: { body: { refunded_amount: 19900 } },
    data: { refunded_amount: 19900 },
  },
  {
    does: "reads what more days to pay would cost",
    named: "orders.readDueDateOptions",
    call: (c) => c.orders.readDueDateOptions("ord-1", "cap-9"),
    asks: `GET ${om}/captures/cap-9/extend-due-date-options`,
    answers: { body: { currency: "sek", options: [{ number_of_days: 14, amount: 900 }] } },
    data: { currency: "SEK", options: [{ number_of_days: 14, amount: 900 }] },
  },
  {
    does: "opens a payment session",
    named: "payments.createSession",
    call: (c) => c.payments.createSession({ ...cart, intent: "buy" }),
    asks: "POST /payments/v1/sessions",
    body: { ...cart, intent: "buy" },
    answers: {
      body: { session_id: "kp1", client_token: "ey.x", payment_method_categories: [{ identifier: "klarna" }] },
    },
    data: { session_id: "kp1", client_token: "ey.x", payment_method_categories: [{ identifier: "klarna" }] },
  },
  {
    does: "replaces a session's cart",
    named: "payments.updateSession",
    call: (c) => c.payments.updateSession("kp1", cart),
    asks: "POST /payments/v1/sessions/kp1",
    body: cart,
    answers: none,
  },
  {
    does: "reads a session",
    named: "payments.readSession",
    call: (c) => c.payments.readSession("kp1"),
    asks: "GET /payments/v1/sessions/kp1",
    answers: { body: { status: "complete", order_amount: 39800 } },
    data: { status: "complete", order_amount: 39800 },
  },
  {
    does: "places the order",
    named: "payments.createOrder",
    call: (c) => c.payments.createOrder("tok-1", { ...cart, auto_capture: false }),
    asks: "POST /payments/v1/authorizations/tok-1/order",
    body: { ...cart, auto_capture: false },
    answers: { body: { order_id: "ord-1", fraud_status: "PENDING", authorized_payment_method: { type: "invoice" } } },
    data: { order_id: "ord-1", fraud_status: "PENDING", authorized_payment_method: { type: "invoice" } },
  },
  {
    does: "gets a token for later purchases",
    named: "payments.createCustomerToken",
    call: (c) => c.payments.createCustomerToken("tok-1", subscription),
    asks: "POST /payments/v1/authorizations/tok-1/customer-token",
    body: subscription,
    answers: { body: { token_id: "ct-1", redirect_url: "https://pay.klarna.com/eu/ct" } },
    data: { token_id: "ct-1", redirect_url: "https://pay.klarna.com/eu/ct" },
  },
  {
    does: "gives back an unused authorisation",
    named: "payments.cancelAuthorization",
    call: (c) => c.payments.cancelAuthorization("tok-1"),
    asks: "DELETE /payments/v1/authorizations/tok-1",
    answers: none,
  },
  {
    does: "opens a hosted page",
    named: "hostedPage.create",
    call: (c) => c.hostedPage.create(page),
    asks: "POST /hpp/v1/sessions",
    body: page,
    answers: { status: 201, body: { session_id: "hpp1", redirect_url: "https://pay.klarna.com/eu/x" } },
    data: { session_id: "hpp1", redirect_url: "https://pay.klarna.com/eu/x" },
  },
  {
    does: "reads a hosted page",
    named: "hostedPage.read",
    call: (c) => c.hostedPage.read("hpp1"),
    asks: "GET /hpp/v1/sessions/hpp1",
    answers: { body: { session_id: "hpp1", status: "COMPLETED", authorization_token: "tok-1" } },
    data: { session_id: "hpp1", status: "COMPLETED", authorization_token: "tok-1" },
  },
  {
    does: "disables a hosted page",
    named: "hostedPage.disable",
    call: (c) => c.hostedPage.disable("hpp1"),
    asks: "DELETE /hpp/v1/sessions/hpp1",
    answers: none,
  },
]

describe.each([...writes, ...others])("Klarna's client $does", ({ named, call, asks, body, answers, data }) => {
  it("by one request as Klarna's contract has it", async () => {
    klarna.willAnswer({ ...answers, headers: { ...answers?.headers, "Klarna-Correlation-Id": "corr-1" } })
    const answer = await call(client)

    expect(klarna.seen).toHaveLength(1)
    const [{ method, url, headers, body: sent }] = klarna.seen
    expect(`${method} ${url}`).toBe(asks)
    expect(sent === "" ? undefined : JSON.parse(sent)).toEqual(body)
    expect(headers["content-type"]).toBe(body === undefined ? undefined : "application/json")
    expect(headers.authorization).toBe(
      `Basic ${Buffer.from(`${account.username}:${account.password}`).toString("base64")}`
    )
    expect(headers.accept).toBe("application/json")
    expect(headers["user-agent"]).toBe(`medusa-klarna/${version} (Medusa 2; Node ${process.versions.node})`)
    expect(answer).toEqual({
      data,
      status: answers?.status ?? 200,
      correlationId: "corr-1",
      durationMs: expect.any(Number),
      attempts: 1,
    })
  })

  it("under the name by which it is counted and written down", async () => {
    const heard: CallEvent[] = []
    klarna.willAnswer(answers ?? {})
    await call(klarna.client({ onCall: (event) => heard.push(event) }))
    const method = asks.split(" ")[0]
    expect(heard).toMatchObject([{ operation: named, method, status: answers?.status ?? 200, attempt: 1 }])
  })
})

describe.each(writes)("Order Management: $does", ({ call }) => {
  it("carries the key that makes a repeat harmless", async () => {
    klarna.willAnswer({ status: 204 })
    await call(client)
    expect(klarna.seen[0].headers["klarna-idempotency-key"]).toBe(key.idempotencyKey)
  })
})

it("sends no key where Klarna knows none", async () => {
  klarna.willAnswer(...others.map(({ answers }) => answers!))
  for (const { call } of others) await call(client)
  expect(klarna.seen.filter(({ headers }) => "klarna-idempotency-key" in headers)).toEqual([])
  expect(klarna.seen).toHaveLength(others.length)
})

it("refuses a write without a key before anything is sent", async () => {
  const error = await failureOf(client.orders.cancel("ord-1", { idempotencyKey: "" }), TypeError)
  expect(error.message).toBe("orders.cancel needs an idempotency key")
  expect(klarna.seen).toEqual([])
})

it.each<[string, (c: KlarnaClient) => Promise<unknown>]>([
  ["a read of an order", (c) => c.orders.read("ord-1", { deadlineMs: 0 })],
  ["a read of a session", (c) => c.payments.readSession("kp1", { deadlineMs: 0 })],
  ["a cancelled authorisation", (c) => c.payments.cancelAuthorization("tok-1", { deadlineMs: 0 })],
  ["a read of a hosted page", (c) => c.hostedPage.read("hpp1", { deadlineMs: 0 })],
  ["the end of a hosted page", (c) => c.hostedPage.disable("hpp1", { deadlineMs: 0 })],
])("sends nothing for a caller who has no time left: %s", async (_what, call) => {
  expect(await failureOf(call(client), KlarnaUnreachableError)).toMatchObject({
    reason: "no time was left",
    notSent: true,
  })
  expect(klarna.seen).toEqual([])
})

it("writes an id that looks like a path as one piece of the path", async () => {
  klarna.willAnswer({ body: orderAnswer }, { status: 204 })
  await client.orders.read("../../payments/v1?x=1#y")
  await client.orders.triggerSendOut("ord/1", "ca p", key)
  expect(klarna.seen.map(({ url }) => url)).toEqual([
    "/ordermanagement/v1/orders/..%2F..%2Fpayments%2Fv1%3Fx%3D1%23y",
    "/ordermanagement/v1/orders/ord%2F1/captures/ca%20p/trigger-send-out",
  ])
})

it.each(["", ".", ".."])("refuses the id %p before anything is sent", async (id) => {
  await failureOf(client.orders.read(id), TypeError)
  await failureOf(client.orders.capture(id, { captured_amount: 1 }, key), TypeError)
  await failureOf(client.payments.createOrder(id, cart), TypeError)
  await failureOf(client.hostedPage.read(id), TypeError)
  expect(klarna.seen).toEqual([])
})

it("names the store's own software behind ours", async () => {
  klarna.willAnswer({ body: orderAnswer })
  await klarna.client({ userAgent: "scarves.example/3" }).orders.read("ord-1")
  expect(klarna.seen[0].headers["user-agent"]).toMatch(/^medusa-klarna\/.+\) scarves\.example\/3$/)
})

it("asks below the path of an overridden address", async () => {
  klarna.willAnswer({ body: orderAnswer })
  const below = createKlarnaClient({ ...account, baseUrl: `${klarna.baseUrl}/sim/` })
  await below.orders.read("ord-1")
  below.close()
  expect(klarna.seen[0].url).toBe(`/sim${om}`)
})

it("tells the version that is published", () => {
  const file = join(__dirname, "../../../package.json")
  expect(JSON.parse(readFileSync(file, "utf8")).version).toBe(version)
})
