import type { KlarnaClient } from "../client"
import {
  KlarnaBusyError,
  KlarnaCredentialsError,
  KlarnaRefusedError,
  KlarnaUnreachableError,
  outcomeOf,
} from "../errors"
import { account, failureOf, orderAnswer, startLocalKlarna, type LocalKlarna } from "./local-klarna"

let klarna: LocalKlarna
let client: KlarnaClient
beforeEach(async () => {
  klarna = await startLocalKlarna()
  client = klarna.client({ retries: 0 })
})
afterEach(() => klarna.stop())

const key = { idempotencyKey: "key-1" }
const cart = { purchase_country: "US", purchase_currency: "USD", order_amount: 5000, order_lines: [] }
const html = "<html><head><title>401 Authorization Required</title></head></html>"
const asHtml = { "Content-Type": "text/html" }

describe("what Klarna refuses", () => {
  const refusal = (answer: object) => {
    klarna.willAnswer(answer)
    return failureOf(client.orders.cancel("ord-1", key), KlarnaRefusedError)
  }
  const body = { error_code: "NOT_ALLOWED", error_messages: ["Update not allowed."], correlation_id: "from-body" }

  it("is told in Klarna's words with the id for its support [case 28]", async () => {
    const error = await refusal({ status: 403, headers: { "Klarna-Correlation-Id": "from-header" }, body })
    expect(error).toMatchObject({
      code: "NOT_ALLOWED",
      messages: ["Update not allowed."],
      correlationId: "from-header",
    })
    expect(error.message).toBe("Klarna refused orders.cancel: NOT_ALLOWED - Update not allowed.")
  })

  it.each([400, 403, 404, 409, 413, 422, 418])("is a refusal at status %i [case 41]", async (status) => {
    const error = await refusal({ status, body })
    expect(error).toMatchObject({ status, code: "NOT_ALLOWED", correlationId: "from-body" })
    expect(outcomeOf(error).type).toBe("refused")
  })

  it("is read whatever the content type says", async () => {
    expect(await refusal({ status: 403, headers: asHtml, body })).toMatchObject({ code: "NOT_ALLOWED" })
  })

  it("may come with one text instead of a list", async () => {
    const error = await refusal({
      status: 400,
      body: { error_code: "BAD_VALUE", error_messages: "Bad value: order_lines" },
    })
    expect(error.messages).toEqual(["Bad value: order_lines"])
  })

  it.each([{ error_messages: [] }, {}, { error_messages: null }, { error_messages: [7, null] }])(
    "may come without messages (%j) [case 13]",
    async (messages) => {
      const error = await refusal({ status: 409, body: { error_code: "CONFLICT", ...messages } })
      expect(error).toMatchObject({ code: "CONFLICT", messages: [] })
    }
  )

  it("may come from the edge without a body, and says so [case 13]", async () => {
    const error = await refusal({ status: 403, body: "" })
    expect(error.code).toBe("HTTP_403")
    expect(error.message).toMatch(/Klarna's edge answered without a reason/)
    expect(error.correlationId).toBeUndefined()
  })

  it.each(["null", "[1]", '"text"', html])("may come as something else than an error (%s)", async (text) => {
    expect(await refusal({ status: 404, body: text })).toMatchObject({ code: "HTTP_404" })
  })

  it.each([400, 404, 418])("may come without any reason, and says so: %i", async (status) => {
    const error = await refusal({ status, body: "" })
    expect(error).toMatchObject({ code: `HTTP_${status}`, messages: [`The answer gave no reason (${status}).`] })
  })

  it("may come with a code of nothing, which is none", async () => {
    expect(await refusal({ status: 404, body: { error_code: "", error_messages: [""] } })).toMatchObject({
      code: "HTTP_404",
      messages: ["The answer gave no reason (404)."],
    })
  })

  it("names a redirect by its status", async () => {
    const error = await refusal({ status: 307, headers: { Location: "https://elsewhere.example/" } })
    expect(error.message).toMatch(/^Klarna refused orders\.cancel: HTTP_307 - .*redirect \(307\)/)
  })
})

describe("rejected credentials", () => {
  it.each([
    ["the edge's HTML page", { status: 401, headers: asHtml, body: html }],
    ["Klarna's JSON", { status: 401, body: { error_code: "UNAUTHORIZED", error_messages: [], correlation_id: "c" } }],
    ["an empty page", { status: 401, body: "" }],
  ])("are recognised in %s [case 81]", async (_sentence, answer) => {
    klarna.willAnswer(answer)
    const error = await failureOf(client.orders.read("ord-1"), KlarnaCredentialsError)
    expect(error.message).toMatch(/check user name, password, environment and region/)
    expect(outcomeOf(error)).toMatchObject({ type: "refused", code: "UNAUTHORIZED", status: 401 })
  })
})

describe("a rate limit", () => {
  it.each([
    ["1", 1000],
    ["0.25", 250],
    ["0", 0],
    ["soon", undefined],
    ["-3", undefined],
  ])("that ends in %p seconds", async (reset, retryAfterMs) => {
    klarna.willAnswer({ status: 429, headers: { "X-Ratelimit-Reset": reset } })
    const error = await failureOf(client.orders.read("ord-1"), KlarnaBusyError)
    expect(error.retryAfterMs).toBe(retryAfterMs)
  })

  it("without a header says nothing about when", async () => {
    klarna.willAnswer({ status: 429 })
    expect((await failureOf(client.orders.read("ord-1"), KlarnaBusyError)).retryAfterMs).toBeUndefined()
  })
})

it.each([500, 502, 503, 504])("does not know the outcome at status %i", async (status) => {
  klarna.willAnswer({ status, headers: asHtml, body: html })
  const error = await failureOf(client.orders.cancel("ord-1", key), KlarnaUnreachableError)
  expect(error).toMatchObject({ status, reason: `HTTP ${status}`, notSent: false })
})

describe("the id of a capture or refund", () => {
  it.each([
    [{ "Capture-Id": "a" }, "a"],
    [{ capture_id: "b" }, "b"],
    [{ Location: "https://api.klarna.com/ordermanagement/v1/orders/o/captures/c" }, "c"],
    [{ Location: "/ordermanagement/v1/orders/o/captures/d/?x=1" }, "d"],
    [{ "Capture-Id": "a", capture_id: "b", Location: "/captures/c" }, "a"],
    [{ Location: "/ordermanagement/v1/orders/o/captures" }, undefined],
    [{}, undefined],
  ])("of a capture with %j is %p", async (headers, capture_id) => {
    klarna.willAnswer({ status: 201, headers: headers as Record<string, string> })
    expect((await client.orders.capture("o", { captured_amount: 1 }, key)).data).toEqual({ capture_id })
  })

  it.each([
    [{ "Refund-Id": "a" }, "a"],
    [{ refund_id: "b" }, "b"],
    [{ Location: "/ordermanagement/v1/orders/o/refunds/c" }, "c"],
    [{ Location: "/ordermanagement/v1/orders/o/refunds" }, undefined],
    [{}, undefined],
  ])("of a refund with %j is %p", async (headers, refund_id) => {
    klarna.willAnswer({ status: 201, headers: headers as Record<string, string> })
    expect((await client.orders.refund("o", { refunded_amount: 1 }, key)).data).toEqual({ refund_id })
  })
})

describe("an order that is read", () => {
  const read = async (body: unknown) => {
    klarna.willAnswer({ body })
    return (await client.orders.read("ord-1")).data
  }
  const unreadable = async (body: unknown) => {
    klarna.willAnswer({ body })
    return (await failureOf(client.orders.read("ord-1"), KlarnaUnreachableError)).reason
  }

  it("keeps its addresses, lines and parcels as they are", async () => {
    const whole = {
      ...orderAnswer,
      billing_address: { given_name: "Ada", title: "Dr" },
      order_lines: [{ name: "Scarf", quantity: 1, unit_price: 24900, total_amount: 24900 }],
      shipping_info: [{ tracking_number: "SE1" }],
    }
    expect(await read(whole)).toMatchObject(whole)
  })

  it.each([
    [{ billing_address: "Storgatan 1" }, "billing_address: not an object"],
    [{ shipping_address: ["Storgatan 1"] }, "shipping_address: not an object"],
    [{ order_lines: [{ name: "Scarf" }, "Mug"] }, "order_lines.1: not an object"],
    [{ order_lines: [null] }, "order_lines.0: not an object"],
  ])("is not taken for one where its parts are something else, and none of it is repeated: %j", async (part, what) => {
    expect(await unreadable({ ...orderAnswer, ...part })).toBe(`answer not understood: ${what}`)
  })

  it("is not taken for one where it is a list; a long status is cut", async () => {
    expect(await unreadable([])).toMatch(/^answer not understood: the body: /)
    expect(await unreadable({ ...orderAnswer, status: "X".repeat(60) })).toBe(
      `answer not understood: status is "${"X".repeat(50)}"`
    )
    expect(await unreadable({ ...orderAnswer, status: 7 })).toMatch(/^answer not understood: status: /)
  })

  it("keeps what we do not know", async () => {
    expect(await read({ ...orderAnswer, selected_shipping_option: { id: "s" } })).toMatchObject({
      selected_shipping_option: { id: "s" },
    })
  })

  it("may leave lists, addresses and the fraud decision out, or say null", async () => {
    const order = await read({ ...orderAnswer, fraud_status: null, captures: null, shipping_address: null })
    expect(order).toMatchObject({ fraud_status: "ACCEPTED", order_lines: [], captures: [], refunds: [] })
    expect(order).not.toHaveProperty("shipping_address")
  })

  it("may have country and currency in small letters", async () => {
    const order = await read({ ...orderAnswer, purchase_country: "us", purchase_currency: "usd" })
    expect(order).toMatchObject({ purchase_country: "US", purchase_currency: "USD" })
  })

  it("may have a payment method that came after us, and refunds from before refund ids", async () => {
    const order = await read({
      ...orderAnswer,
      initial_payment_method: { type: "MOON_PAY" },
      refunds: [{ refunded_amount: 100 }],
    })
    expect(order).toMatchObject({ initial_payment_method: { type: "MOON_PAY" }, refunds: [{ refunded_amount: 100 }] })
  })

  it.each([
    [{ status: "ON_HOLD" }, 'answer not understood: status is "ON_HOLD"'],
    [{ fraud_status: "MAYBE" }, 'answer not understood: fraud_status is "MAYBE"'],
  ])("stops at a status nobody knows, by name (%j)", async (change, reason) => {
    expect(await unreadable({ ...orderAnswer, ...change })).toBe(reason)
  })

  it.each(["order_amount", "captured_amount", "refunded_amount", "remaining_authorized_amount"])(
    "is not understood without a whole %s",
    async (field) => {
      expect(await unreadable({ ...orderAnswer, [field]: 10.5 })).toContain(field)
      expect(await unreadable({ ...orderAnswer, [field]: undefined })).toContain(field)
    }
  )

  it("does not repeat personal data when it is not understood", async () => {
    expect(await unreadable({ ...orderAnswer, shipping_address: "Storgatan 5" })).not.toContain("Storgatan")
  })

  it.each([
    ["", "HTTP 200 without readable JSON"],
    [html, "HTTP 200 without readable JSON"],
  ])("is not an order when the body is %p", async (body, reason) => {
    expect(await unreadable(body)).toBe(reason)
  })
})

describe("an order that is placed", () => {
  const place = async (body: unknown) => {
    klarna.willAnswer({ body })
    return (await client.payments.createOrder("tok-1", cart)).data
  }

  it.each([
    ["invoice", { type: "invoice" }],
    [
      { type: "invoice", number_of_days: 30 },
      { type: "invoice", number_of_days: 30 },
    ],
    [["invoice"], undefined],
  ])("tells its payment method as a word or an object (%j)", async (authorized_payment_method, expected) => {
    const order = await place({ order_id: "o", fraud_status: "ACCEPTED", authorized_payment_method })
    expect(order.authorized_payment_method).toEqual(expected)
  })

  it("counts as accepted without a fraud decision, and as undecided with a strange one", async () => {
    expect(await place({ order_id: "o" })).toMatchObject({ order_id: "o", fraud_status: "ACCEPTED" })
    expect(await place({ order_id: "o", fraud_status: "MAYBE" })).toMatchObject({
      order_id: "o",
      fraud_status: "PENDING",
    })
  })

  it("leaves the outcome unknown when the answer has no order id [case 43]", async () => {
    klarna.willAnswer({ body: { fraud_status: "ACCEPTED" } })
    const error = await failureOf(client.payments.createOrder("tok-1", cart), KlarnaUnreachableError)
    expect(error.message).toContain("answer not understood: order_id")
    expect(outcomeOf(error)).toMatchObject({ type: "unknown", status: 200 })
  })
})

it("accepts a write whose answer of 2xx is empty, or JSON [case 23]", async () => {
  klarna.willAnswer({ status: 202, body: { any: "thing" } }, { status: 200, body: "" })
  expect(await client.orders.cancel("ord-1", key)).toMatchObject({ status: 202, data: undefined })
  expect(await client.orders.cancel("ord-1", key)).toMatchObject({ status: 200 })
})

it.each([
  ["a cancel", () => client.orders.cancel("ord-1", key)],
  ["an amount", () => client.orders.updateAuthorization("ord-1", { order_amount: 1, order_lines: [] }, key)],
  ["a capture", () => client.orders.capture("ord-1", { captured_amount: 1 }, key)],
])("does not know what became of %s when somebody answers with a page of their own [case 81]", async (_, write) => {
  klarna.willAnswer({ status: 200, body: html })
  expect(outcomeOf(await failureOf(write(), KlarnaUnreachableError))).toMatchObject({ type: "unknown", status: 200 })
})

it("takes the id of a capture from its header, whatever the body is [case 23]", async () => {
  klarna.willAnswer({ status: 201, headers: { "Capture-Id": "cap-1" }, body: html })
  expect((await client.orders.capture("ord-1", { captured_amount: 1 }, key)).data).toEqual({ capture_id: "cap-1" })
})

it("keeps user name, password, token and body out of every error [cases 5, 84]", async () => {
  const secrets = [account.username, account.password, "canary-token", "Canary Street"]
  const body = { ...cart, billing_address: { street_address: "Canary Street" } }
  for (const status of [302, 400, 401, 403, 404, 409, 413, 422, 429, 500, 503, 200, 0]) {
    klarna.willAnswer(status === 0 ? (_request, response) => response.destroy() : { status, body: html })
    const error = await failureOf(client.payments.createOrder("canary-token", body), Error)
    const told = [error.message, error.stack, JSON.stringify(error), JSON.stringify(outcomeOf(error))].join()
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([])
    expect(told).not.toContain(Buffer.from(`${account.username}:${account.password}`).toString("base64"))
  }
})

it.each([
  [400, "KlarnaRefusedError", { type: "refused", code: "HTTP_400" }],
  [
    401,
    "KlarnaCredentialsError",
    { type: "refused", code: "UNAUTHORIZED", messages: [expect.stringMatching(/password/)] },
  ],
  [429, "KlarnaBusyError", { type: "weather", reason: "429", slowed: false }],
  [503, "KlarnaUnreachableError", { type: "unknown" }],
])("status %i is told in the log as a %s, and to the ledger as %j", async (status, name, outcome) => {
  klarna.willAnswer({ status })
  const error = await failureOf(client.orders.cancel("ord-1", key), Error)
  expect(error.name).toBe(name)
  expect(outcomeOf(error)).toMatchObject({ ...outcome, status })
})

it("a busy Klarna is no reason to worry: the sentence says that the call is repeated", async () => {
  klarna.willAnswer({ status: 429 })
  const { message } = await failureOf(client.orders.cancel("ord-1", key), KlarnaBusyError)
  expect(message).toBe("Klarna is limiting calls (429) for orders.cancel: it is repeated later")
})

it("a mistake of ours is not taken for Klarna's answer", () => {
  expect(() => outcomeOf(new RangeError("ours"))).toThrow(RangeError)
})
