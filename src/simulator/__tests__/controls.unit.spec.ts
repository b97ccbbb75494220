import { basic, eventually, key, line, merchantServer, purchase, runningKlarna } from "./running-klarna"

const klarna = runningKlarna([
  { username: "first", password: "one" },
  { username: "simulator", password: "simulator" },
])
const shop = merchantServer()
const control = (method: string, path: string, body?: unknown) => klarna.call(method, `/__simulator${path}`, body)
const seed = (order: Parameters<typeof klarna.controls.seedOrder>[0] = {}) =>
  klarna.controls.seedOrder({ merchant: "simulator", ...order })

describe("reset", () => {
  it("forgets orders, sessions, keys, faults, log, clock, switches and callbacks", async () => {
    const { order_id } = await seed()
    await klarna.om("PATCH", order_id, "/merchant-references", { merchant_reference1: "1" }, key("k"))
    await klarna.approved(purchase({ merchant_urls: { authorization: shop.url } }))
    await klarna.controls.faults({ fault: "500" })
    await klarna.controls.clock({ now: "2030-01-01T00:00:00Z" })
    await klarna.controls.switches({ cancel_twice: "accept" })

    expect((await control("POST", "/reset")).status).toBe(204)

    expect(await klarna.controls.orders()).toEqual([])
    expect(await klarna.controls.sessions()).toEqual([])
    expect(await klarna.controls.requests()).toEqual([])
    expect(await klarna.controls.callbacks()).toEqual([])
    expect((await control("GET", "/faults")).body).toEqual([])
    expect((await klarna.controls.switches()).cancel_twice).toBe("refuse")
    expect(new Date((await klarna.controls.clock()).now).getUTCFullYear()).toBeLessThan(2030)
    const again = await seed()
    await klarna.om("PATCH", again.order_id, "/merchant-references", { merchant_reference1: "2" }, key("k"))
    expect((await klarna.controls.order(again.order_id)).merchant_reference1).toBe("2")
  })
})

describe("seeding an order", () => {
  it("fills in whatever was not given, so that it adds up", async () => {
    const answer = await control("POST", "/orders", { merchant: "simulator" })
    expect(answer.status).toBe(201)
    const order = answer.body
    expect(order).toMatchObject({
      status: "AUTHORIZED",
      fraud_status: "ACCEPTED",
      order_amount: 10_000,
      original_order_amount: 10_000,
      remaining_authorized_amount: 10_000,
      captured_amount: 0,
      purchase_country: "SE",
      purchase_currency: "SEK",
      initial_payment_method: { type: "INVOICE" },
      captures: [],
      refunds: [],
    })
    expect((await klarna.om("GET", order.order_id)).body).toMatchObject({
      order_id: order.order_id,
      order_amount: 10_000,
    })
    expect((await control("GET", `/orders/${order.order_id}`)).body).toEqual(order)
    expect((await control("GET", "/orders")).body).toEqual([order])
  })

  it("keeps what was given, even an order that does not add up", async () => {
    const order_id = "7a3f9c2e-1111-4222-8333-123456789abc"
    const order = await seed({ order_id, order_amount: 1_900, order_lines: [line(1, 2_000)], purchase_currency: "eur" })
    expect(order).toMatchObject({ order_id, order_amount: 1_900, purchase_currency: "eur", purchase_country: "DE" })
    expect((await klarna.om("GET", order_id)).body.order_lines[0]).toMatchObject({ total_amount: 2_000 })
  })

  it("makes up the captures and refunds that the sums speak of", async () => {
    const part = await seed({ status: "PART_CAPTURED", captured_amount: 4_000, refunded_amount: 1_000 })
    expect(part.captures).toMatchObject([{ captured_amount: 4_000, klarna_reference: `${part.klarna_reference}-1` }])
    expect(part).toMatchObject({ remaining_authorized_amount: 6_000, refunds: [{ refunded_amount: 1_000 }] })
    const fromCaptures = await seed({ captures: [{ captured_amount: 3_000 }, { captured_amount: 7_000 }] })
    expect(fromCaptures).toMatchObject({ status: "CAPTURED", captured_amount: 10_000, remaining_authorized_amount: 0 })
    expect(await seed({ expires_at: "2020-01-01T00:00:00Z" })).toMatchObject({ status: "EXPIRED" })
  })

  it("gives it to the merchant named, or to the first one", async () => {
    expect((await control("POST", "/orders", {})).body.merchant).toBe("first")
    const { order_id } = await klarna.controls.seedOrder({ merchant: "first" })
    const foreign = await klarna.om("GET", order_id)
    expect([foreign.status, foreign.body.error_code]).toEqual([404, "NO_SUCH_ORDER"])
    const refused = await control("POST", "/orders", { merchant: "nobody" })
    expect([refused.status, refused.body.error]).toEqual([400, "There is no merchant nobody."])
  })

  it("refuses what is no order", async () => {
    expect((await control("POST", "/orders", { status: "SHIPPED" })).body.error).toContain("status")
    expect((await control("POST", "/orders", { order_amount: 1.5 })).body.error).toContain("order_amount")
    expect((await control("POST", "/orders", { order_id: "x" })).status).toBe(400)
    expect((await control("GET", "/orders/00000000-0000-4000-8000-000000000000")).status).toBe(404)
  })
})

describe("the risk decision of an order", () => {
  const raise = { order_amount: 11_000, order_lines: [line(1, 11_000)] }
  const move = { shipping_address: { street_address: "Storgatan 2" } }

  it.each([
    ["increase", "/authorization", raise],
    ["address", "/customer-details", move],
  ] as const)("refuses a change of %s and leaves the order as it was", async (decision, path, body) => {
    const before = await seed()
    expect((await control("PATCH", `/orders/${before.order_id}`, { risk: { [decision]: "refuse" } })).status).toBe(200)
    const refused = await klarna.om("PATCH", before.order_id, path, body)
    expect([refused.status, refused.body.error_code]).toEqual([403, "NOT_ALLOWED"])
    await klarna.controls.setRisk(before.order_id, { [decision]: "accept" })
    expect(await klarna.controls.order(before.order_id)).toEqual(before)
    expect((await klarna.om("PATCH", before.order_id, path, body)).status).toBe(204)
  })

  it("still lets the amount go down", async () => {
    const { order_id } = await seed({ risk: { increase: "refuse" } })
    const lower = await klarna.om("PATCH", order_id, "/authorization", { order_amount: 1, order_lines: [line(1, 1)] })
    expect(lower.status).toBe(204)
  })

  it("is refused for a buyer whose mail contains +risk, until the control says otherwise", async () => {
    const { order_id } = await seed({ billing_address: { email: "anna+risk@example.com" } })
    expect((await klarna.om("PATCH", order_id, "/authorization", raise)).status).toBe(403)
    expect((await klarna.om("PATCH", order_id, "/customer-details", move)).status).toBe(403)
    await klarna.controls.setRisk(order_id, { increase: "accept" })
    expect((await klarna.om("PATCH", order_id, "/authorization", raise)).status).toBe(204)
  })
})

describe("the merchant portal", () => {
  it.each([
    ["capture", 4_000, {}, { status: "PART_CAPTURED", captured_amount: 4_000, remaining_authorized_amount: 6_000 }],
    ["capture", undefined, {}, { status: "CAPTURED", captured_amount: 10_000, remaining_authorized_amount: 0 }],
    ["refund", 1_000, { status: "CAPTURED" }, { status: "CAPTURED", refunded_amount: 1_000 }],
    ["cancel", undefined, {}, { status: "CANCELLED", remaining_authorized_amount: 0 }],
    ["release", undefined, { status: "PART_CAPTURED" }, { status: "CAPTURED", remaining_authorized_amount: 0 }],
    ["update-amount", 12_000, {}, { order_amount: 12_000, remaining_authorized_amount: 12_000 }],
    ["expire", undefined, {}, { status: "EXPIRED", remaining_authorized_amount: 0 }],
  ] as const)("can %s %s", async (action, amount, given, expected) => {
    const { order_id } = await seed(given)
    const answer = await control("POST", `/orders/${order_id}/portal`, { action, amount })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject(expected)
    expect((await klarna.om("GET", order_id)).body).toMatchObject(expected)
    expect(await klarna.controls.requests()).toHaveLength(1)
  })

  it("cannot do what Klarna does not allow", async () => {
    const { order_id } = await seed({ status: "CANCELLED" })
    for (const action of ["capture", "refund", "release", "update-amount", "expire"]) {
      expect((await control("POST", `/orders/${order_id}/portal`, { action, amount: 1 })).status).toBe(409)
    }
    const open = await seed()
    expect((await control("POST", `/orders/${open.order_id}/portal`, { action: "update-amount" })).status).toBe(400)
    expect((await control("POST", `/orders/${open.order_id}/portal`, { action: "dance" })).status).toBe(400)
  })
})

describe("the fraud decision", () => {
  it.each(["ACCEPTED", "REJECTED", "STOPPED"] as const)("tells the merchant that it is %s", async (status) => {
    const order = await seed({
      fraud_status: "PENDING",
      merchant_urls: { notification: `${shop.url}/n/{order.id}?t=1` },
    })
    expect((await control("POST", `/orders/${order.order_id}/fraud`, { status })).status).toBe(202)
    const [posted] = await eventually(
      () => shop.received,
      (all) => all.length === 1
    )
    expect(posted).toMatchObject({
      url: `/n/${order.order_id}?t=1`,
      body: { order_id: order.order_id, event_type: `FRAUD_RISK_${status}` },
    })
    expect((await klarna.om("GET", order.order_id)).body.fraud_status).toBe(status)
  })

  it("keeps a record of a merchant who cannot be reached", async () => {
    const { order_id } = await seed({ merchant_urls: { notification: "http://127.0.0.1:1/nobody" } })
    await klarna.controls.fraud(order_id, "STOPPED")
    const [callback] = await eventually(klarna.controls.callbacks, (all) => all[0]?.error !== null)
    expect(callback).toMatchObject({ url: "http://127.0.0.1:1/nobody", status: null })
  })
})

describe("the clock", () => {
  it("can be set and advanced", async () => {
    expect((await control("PATCH", "/clock", { now: "2031-02-03T04:05:06.000Z" })).body.now).toBe(
      "2031-02-03T04:05:06.000Z"
    )
    const later = await klarna.controls.clock({ advance_seconds: 3_600 })
    expect(later.now).toMatch(/^2031-02-03T05:05:/)
    expect((await control("PATCH", "/clock", { now: "tomorrow" })).status).toBe(400)
    expect((await control("PATCH", "/clock", {})).status).toBe(400)
  })

  it("lets orders expire", async () => {
    await klarna.controls.clock({ now: "2031-02-03T04:05:06.000Z" })
    const order = await seed()
    expect(order.expires_at).toBe("2031-03-03T00:00:00.000Z")
    await klarna.controls.clock({ now: "2031-03-02T23:59:00Z" })
    expect((await klarna.om("GET", order.order_id)).body.status).toBe("AUTHORIZED")
    await klarna.controls.clock({ advance_seconds: 60 })
    expect((await klarna.om("GET", order.order_id)).body).toMatchObject({
      status: "EXPIRED",
      remaining_authorized_amount: 0,
    })
    expect((await klarna.om("POST", order.order_id, "/captures", { captured_amount: 1 })).status).toBe(403)
  })
})

describe("the request log", () => {
  it("tells what was asked, what came of it, and never the credentials", async () => {
    const { order_id } = await seed()
    await klarna.om("PATCH", order_id, "/merchant-references", { merchant_reference1: "1" }, key("k-1"))
    await klarna.om("POST", order_id, "/captures", { captured_amount: 99_999 })
    const [first, second] = await klarna.controls.requests()
    expect(first).toMatchObject({
      method: "PATCH",
      path: `/ordermanagement/v1/orders/${order_id}/merchant-references`,
      body: { merchant_reference1: "1" },
      status: 204,
      response: null,
      idempotency_key: "k-1",
      replayed: false,
      effect: true,
    })
    expect(Date.parse(first.at)).not.toBeNaN()
    expect(first.headers).toMatchObject({ "content-type": "application/json" })
    expect(second).toMatchObject({ status: 403, effect: false, idempotency_key: null })
    expect(second.response).toMatchObject({ error_code: "CAPTURE_NOT_ALLOWED" })
    expect(JSON.stringify([first, second])).not.toMatch(/authorization"|Basic/)
  })

  it("tells when each call began and ended, also one that its caller gave up", async () => {
    const { order_id } = await seed()
    await klarna.controls.faults({ fault: "slow", delay_ms: 2000 })
    const url = `${klarna.url}/ordermanagement/v1/orders/${order_id}`
    const headers = { authorization: basic("simulator", "simulator") }
    await expect(fetch(url, { headers, signal: AbortSignal.timeout(100) })).rejects.toThrow()
    await klarna.om("GET", order_id)
    const [given_up, next] = await eventually(
      () => klarna.controls.requests(),
      ([first]) => first.ended_at !== null
    )
    expect(given_up.status).toBeNull()
    expect(Date.parse(next.ended_at!)).toBeGreaterThanOrEqual(Date.parse(next.at))
  })

  it("can be emptied, and does not list controls", async () => {
    await klarna.om("GET", (await seed()).order_id)
    expect((await control("DELETE", "/requests")).status).toBe(204)
    await klarna.controls.orders()
    expect(await klarna.controls.requests()).toEqual([])
  })
})

it("answers in JSON, also for a control that does not exist", async () => {
  expect((await control("POST", "/orders", "{")).body.error).toBe("The body is not valid JSON.")
  expect((await control("GET", "/nothing")).status).toBe(404)
  expect((await control("POST", "/sessions/none/approve")).body.error).toBe("There is no session none.")
})
