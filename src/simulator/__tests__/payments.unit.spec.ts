import { eventually, line, merchantServer, purchase, runningKlarna } from "./running-klarna"

const klarna = runningKlarna()
const shop = merchantServer()
const sessions = "/payments/v1/sessions"
const create = (more: Record<string, unknown> = {}) => klarna.call("POST", sessions, purchase(more))
const address = {
  given_name: "Anna",
  family_name: "Berg",
  street_address: "A 1",
  postal_code: "11151",
  city: "Stockholm",
  country: "SE",
}

describe("a session", () => {
  it("is created, read and updated", async () => {
    const created = await create()
    expect(created.status).toBe(200)
    expect(created.body).toEqual({
      session_id: expect.any(String),
      client_token: expect.any(String),
      payment_method_categories: [expect.objectContaining({ identifier: "klarna" })],
    })
    const path = `${sessions}/${created.body.session_id}`
    const lines = [line(3, 5_000)]
    expect(
      (await klarna.call("POST", path, { order_amount: 15_000, order_tax_amount: 3_000, order_lines: lines })).status
    ).toBe(204)
    const read = await klarna.call("GET", path)
    expect(read.body).toMatchObject({
      status: "incomplete",
      purchase_country: "SE",
      order_amount: 15_000,
      order_lines: lines,
    })
    expect(read.body.client_token).toBe(created.body.client_token)
    expect((await klarna.controls.requests()).map(({ effect }) => effect)).toEqual([true, true, false])
  })

  it("ends after 48 hours", async () => {
    const { body } = await create()
    await klarna.controls.clock({ advance_seconds: 48 * 3600 + 1 })
    const late = await klarna.call("POST", `${sessions}/${body.session_id}`, {})
    expect([late.status, late.body.error_code, late.body.error_messages]).toEqual([
      404,
      "NOT_FOUND",
      ["Invalid session id"],
    ])
  })

  it("is complete after the order, and cannot be changed any more", async () => {
    const { session_id, authorization_token } = await klarna.approved(purchase())
    await klarna.placeOrder(authorization_token, purchase())
    expect((await klarna.call("GET", `${sessions}/${session_id}`)).body.status).toBe("complete")
    const late = await klarna.call("POST", `${sessions}/${session_id}`, purchase())
    expect([late.status, late.body.error_code]).toEqual([404, "SESSION_COMPLETED"])
  })

  it("hides the buyer until the buyer agrees", async () => {
    const { body } = await create({ customer: { date_of_birth: "1980-01-01" } })
    expect((await klarna.call("GET", `${sessions}/${body.session_id}`)).body).not.toHaveProperty("customer")
    await klarna.controls.approve(body.session_id, { billing_address: address })
    const read = await klarna.call("GET", `${sessions}/${body.session_id}`)
    expect(read.body).toMatchObject({ customer: { date_of_birth: "1980-01-01" }, billing_address: address })
  })
})

describe("what a session must not contain", () => {
  const cases: [string, Record<string, unknown>][] = [
    ["order_lines", { order_lines: [] }],
    ["order_lines", { order_lines: undefined }],
    [
      "order_lines",
      { order_lines: Array.from({ length: 1_001 }, () => line(1, 0)), order_amount: 0, order_tax_amount: 0 },
    ],
    ["order_lines[0].name", { order_lines: [line(2, 5_000, { name: "" })] }],
    ["order_lines[0].name", { order_lines: [line(2, 5_000, { name: "x".repeat(256) })] }],
    ["order_lines[0].quantity", { order_lines: [line(-1, 5_000)] }],
    ["order_lines[0].quantity", { order_lines: [line(1.5, 5_000)] }],
    ["order_lines[0].unit_price", { order_lines: [line(1, 200_000_001, { total_amount: 10_000 })] }],
    ["order_lines[0].tax_rate", { order_lines: [line(2, 5_000, { tax_rate: 10_001 })] }],
    ["order_lines[0].type", { order_lines: [line(2, 5_000, { type: "return_fee" })] }],
    ["order_lines[0].quantity_unit", { order_lines: [line(2, 5_000, { quantity_unit: "kilograms" })] }],
    ["order_lines[0].total_discount_amount", { order_lines: [line(2, 5_000, { total_discount_amount: -1 })] }],
    [
      "order_lines[0].product_identifiers.brand",
      { order_lines: [line(2, 5_000, { product_identifiers: { brand: "x".repeat(71) } })] },
    ],
    ["order_amount", { order_amount: 10_001 }],
    ["order_amount", { order_amount: "10000" }],
    ["order_tax_amount", { order_tax_amount: 2_002 }],
    ["purchase_country", { purchase_country: "Sweden" }],
    ["purchase_country", { purchase_country: "JP", purchase_currency: "JPY", locale: undefined }],
    ["purchase_currency, purchase_country", { purchase_currency: "EUR" }],
    ["locale", { locale: "de-SE" }],
    ["locale", { locale: "sv-DE" }],
    ["merchant_reference1", { merchant_reference1: "x".repeat(256) }],
    ["merchant_data", { merchant_data: "x".repeat(6_001) }],
    ["merchant_urls.push", { merchant_urls: { push: "x".repeat(2_001) } }],
    ["billing_address.city", { billing_address: { city: "x".repeat(100) } }],
    ["shipping_address.postal_code", { shipping_address: { postal_code: "12345678901" } }],
    ["shipping_address.title", { shipping_address: { title: "x".repeat(21) } }],
    ["shipping_address.street_address", { shipping_address: { street_address: null } }],
    ["billing_address.country", { billing_address: { country: "SWE" } }],
    ["customer.last_four_ssn", { customer: { last_four_ssn: "12" } }],
    ["intent", { intent: "steal" }],
  ]
  it.each(cases)("%s", async (field, wrong) => {
    const answer = await create(wrong)
    expect([answer.status, answer.body.error_code, answer.body.error_messages]).toEqual([
      400,
      "BAD_VALUE",
      [`Bad value: ${field}`],
    ])
  })

  it("names all bad fields in one message, and nothing of it is JSON to begin with", async () => {
    const empty = await klarna.call("POST", sessions, {})
    expect(empty.body.error_messages).toEqual([
      "Bad value: order_lines, order_amount, purchase_currency, purchase_country",
    ])
    expect((await klarna.call("POST", sessions, "{")).status).toBe(400)
  })

  it("but may contain keys that nobody knows, and country codes in any case", async () => {
    expect((await create({ purchase_country: "se", purchase_currency: "sek", novelty: true })).status).toBe(200)
  })

  it("takes the billing country for the country of the purchase", async () => {
    expect((await create({ billing_address: { country: "DE" } })).body.error_messages).toEqual([
      "Bad value: purchase_currency, purchase_country",
    ])
    expect(
      (await create({ purchase_currency: "EUR", locale: "de-DE", billing_address: { country: "DE" } })).status
    ).toBe(200)
  })
})

describe("an order", () => {
  it("is what the buyer agreed to, with the merchant's references and addresses", async () => {
    const { authorization_token } = await klarna.approved(purchase(), { payment_method: "base_account" })
    const placed = await klarna.placeOrder(
      authorization_token,
      purchase({
        merchant_reference1: "1001",
        merchant_reference2: "order_01",
        billing_address: address,
        shipping_address: address,
        merchant_urls: { confirmation: "https://shop.example/thanks?o={order.id}" },
      })
    )
    expect(placed.status).toBe(200)
    expect(placed.body).toEqual({
      order_id: expect.any(String),
      redirect_url: expect.stringContaining(placed.body.order_id),
      fraud_status: "ACCEPTED",
      authorized_payment_method: { type: "base_account" },
    })
    expect((await klarna.om("GET", placed.body.order_id)).body).toMatchObject({
      status: "AUTHORIZED",
      order_amount: 10_000,
      original_order_amount: 10_000,
      remaining_authorized_amount: 10_000,
      merchant_reference1: "1001",
      merchant_reference2: "order_01",
      billing_address: address,
      shipping_address: address,
      initial_payment_method: { type: "ACCOUNT" },
      order_lines: [{ quantity_unit: "", total_discount_amount: 0 }],
    })
    const redirected = await fetch(placed.body.redirect_url, { redirect: "manual" })
    expect(redirected.headers.get("location")).toBe(`https://shop.example/thanks?o=${placed.body.order_id}`)
  })

  it.each([
    ["invoice", "INVOICE"],
    ["b2b_invoice", "INVOICE_BUSINESS"],
    ["fixed_amount", "FIXED_AMOUNT"],
    ["direct_bank_transfer", "BANK_TRANSFER"],
    ["slice_it_by_card", "FIXED_AMOUNT_BY_CARD"],
    ["PAY_BY_CARD", "PAY_BY_CARD"],
    ["SWISH", "SWISH"],
  ])("paid with %s says %s in Order Management", async (payment_method, type) => {
    const { authorization_token } = await klarna.approved(purchase(), { payment_method })
    const { body } = await klarna.placeOrder(authorization_token, purchase())
    expect((await klarna.om("GET", body.order_id)).body.initial_payment_method.type).toBe(type)
  })

  it("is captured at once where the merchant asked for it", async () => {
    const { authorization_token } = await klarna.approved(purchase())
    const { body } = await klarna.placeOrder(authorization_token, purchase({ auto_capture: true }))
    expect(await klarna.controls.order(body.order_id)).toMatchObject({ status: "CAPTURED", captured_amount: 10_000 })
  })

  it("waits for the fraud decision where Klarna wants to look closer", async () => {
    const { authorization_token } = await klarna.approved(purchase(), { fraud_status: "PENDING" })
    const { body } = await klarna.placeOrder(authorization_token, purchase())
    expect(body.fraud_status).toBe("PENDING")
    expect((await klarna.om("POST", body.order_id, "/captures", { captured_amount: 1 })).status).toBe(403)
  })

  it("is refused when Klarna changes its mind", async () => {
    const { authorization_token } = await klarna.approved(purchase(), { fraud_status: "REJECTED" })
    const { status, body } = await klarna.placeOrder(authorization_token, purchase())
    expect([status, body.error_code, body.error_messages]).toEqual([403, "REJECTED", ["Rejected"]])
  })

  it("tells the merchant's push URL", async () => {
    const cart = purchase({ merchant_urls: { push: `${shop.url}/push/{order.id}/{session.id}` } })
    const { authorization_token, session_id } = await klarna.approved(cart)
    const { body } = await klarna.placeOrder(authorization_token, cart)
    const [posted] = await eventually(
      () => shop.received,
      (all) => all.length === 1
    )
    expect(posted.url).toBe(`/push/${body.order_id}/${session_id}`)
  })
})

describe("an order that differs from what the buyer agreed to", () => {
  const agreed = purchase({ billing_address: address, shipping_address: address })
  const differing: [string, Record<string, unknown>][] = [
    ["billing_address.postal_code", { billing_address: { ...address, postal_code: "99999" } }],
    ["shipping_address.city", { shipping_address: { ...address, city: "" } }],
    ["order_lines[0].name", { order_lines: [line(2, 5_000, { name: "Apples" })] }],
    ["order_lines (Expected: 1, Actual: 2)", { order_lines: [line(1, 5_000), line(1, 5_000)] }],
  ]
  it.each(differing)("in %s is refused", async (field, change) => {
    const { authorization_token } = await klarna.approved(agreed)
    const { status, body } = await klarna.placeOrder(authorization_token, { ...agreed, ...change })
    expect([status, body.error_code, body.error_messages]).toEqual([
      409,
      "BAD_VALUE",
      [`Not matching fields: [${field}]`],
    ])
    expect((await klarna.placeOrder(authorization_token, agreed)).status).toBe(200)
  })

  it("because the session was updated later is refused too", async () => {
    const { authorization_token, session_id } = await klarna.approved(purchase())
    const other = purchase({ order_amount: 15_000, order_tax_amount: 3_000, order_lines: [line(3, 5_000)] })
    await klarna.call("POST", `${sessions}/${session_id}`, other)
    expect((await klarna.placeOrder(authorization_token, other)).status).toBe(409)
    const { authorization_token: newer } = await klarna.controls.approve(session_id)
    expect((await klarna.placeOrder(newer, other)).status).toBe(200)
  })

  it("may add what the session did not know", async () => {
    const { authorization_token } = await klarna.approved(purchase())
    expect((await klarna.placeOrder(authorization_token, agreed)).status).toBe(200)
  })

  it("is checked like a session", async () => {
    const { authorization_token } = await klarna.approved(purchase())
    const { status, body } = await klarna.placeOrder(authorization_token, purchase({ order_amount: 1 }))
    expect([status, body.error_messages]).toEqual([400, ["Bad value: order_amount"]])
  })
})

describe("an authorization token", () => {
  const invalid = async (token: string) => {
    const { status, body } = await klarna.placeOrder(token, purchase())
    expect([status, body.error_code, body.error_messages]).toEqual([404, "NOT_FOUND", ["Invalid authorization token"]])
  }

  it("is worth nothing when it is unknown, older than an hour, replaced, deleted or denied", async () => {
    await invalid("nobody")
    const replaced = await klarna.approved(purchase())
    await klarna.controls.approve(replaced.session_id)
    await invalid(replaced.authorization_token)
    const deleted = await klarna.approved(purchase())
    expect((await klarna.call("DELETE", `/payments/v1/authorizations/${deleted.authorization_token}`)).status).toBe(204)
    await invalid(deleted.authorization_token)
    const denied = await klarna.approved(purchase())
    expect(await klarna.controls.deny(denied.session_id)).toEqual({ approved: false })
    await invalid(denied.authorization_token)
    const old = await klarna.approved(purchase())
    await klarna.controls.clock({ advance_seconds: 3_601 })
    await invalid(old.authorization_token)
  })

  it("is spent once: the same order again, another order never", async () => {
    const { authorization_token } = await klarna.approved(purchase())
    const first = await klarna.placeOrder(authorization_token, purchase())
    expect((await klarna.placeOrder(authorization_token, purchase())).body).toEqual(first.body)
    const other = await klarna.placeOrder(authorization_token, purchase({ merchant_reference1: "x" }))
    expect([other.status, other.body.error_code]).toEqual([409, "BAD_VALUE"])
    expect(await klarna.controls.orders()).toHaveLength(1)
    const deleted = await klarna.call("DELETE", `/payments/v1/authorizations/${authorization_token}`)
    expect([deleted.status, deleted.body.error_messages]).toEqual([404, ["Authorization cannot be deleted"]])
  })

  it("is brought to the merchant's callback as well", async () => {
    const cart = purchase({ merchant_urls: { authorization: `${shop.url}/auth` } })
    const { authorization_token, session_id } = await klarna.approved(cart)
    const [posted] = await eventually(
      () => shop.received,
      (all) => all.length === 1
    )
    expect(posted).toMatchObject({ url: "/auth", body: { authorization_token, session_id } })
  })

  it("buys a customer token", async () => {
    const { authorization_token } = await klarna.approved(purchase({ billing_address: address }))
    const path = `/payments/v1/authorizations/${authorization_token}/customer-token`
    const body = {
      purchase_country: "SE",
      purchase_currency: "SEK",
      locale: "sv-SE",
      description: "Tea",
      intended_use: "SUBSCRIPTION",
    }
    const made = await klarna.call("POST", path, body)
    expect([made.status, made.body]).toEqual([
      200,
      expect.objectContaining({ token_id: expect.any(String), billing_address: address }),
    ])
    expect((await klarna.call("POST", path, {})).status).toBe(400)
  })

  it("cannot be had for a method that Klarna does not have, nor for a finished session", async () => {
    const { session_id, authorization_token } = await klarna.approved(purchase())
    await expect(klarna.controls.approve(session_id, { payment_method: "gold" })).rejects.toThrow("payment_method")
    await klarna.placeOrder(authorization_token, purchase())
    await expect(klarna.controls.approve(session_id)).rejects.toThrow("completed already")
  })
})
