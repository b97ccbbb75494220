import { line, runningKlarna } from "./running-klarna"

const klarna = runningKlarna()
const state = (id: string) => klarna.controls.order(id)

const to = (order_amount: number) => ({ order_amount, order_lines: [line(1, order_amount)] })

describe("changing the amount", () => {
  it("deletes the lines when none are sent", async () => {
    const { order_id } = await klarna.controls.seedOrder()
    expect((await klarna.om("PATCH", order_id, "/authorization", { order_amount: 9_000 })).status).toBe(204)
    expect(await state(order_id)).toMatchObject({ order_amount: 9_000, order_lines: [] })
  })

  it("of a part-captured order stops at what is captured", async () => {
    const order = await klarna.controls.seedOrder({ status: "PART_CAPTURED", captured_amount: 4_000 })
    const below = await klarna.om("PATCH", order.order_id, "/authorization", to(3_999))
    expect([below.status, below.body.error_code]).toEqual([403, "NOT_ALLOWED"])
    expect(await state(order.order_id)).toEqual(order)
    expect((await klarna.om("PATCH", order.order_id, "/authorization", to(12_000))).status).toBe(204)
    expect(await state(order.order_id)).toMatchObject({ remaining_authorized_amount: 8_000, status: "PART_CAPTURED" })
    expect((await klarna.om("PATCH", order.order_id, "/authorization", to(4_000))).status).toBe(204)
    expect(await state(order.order_id)).toMatchObject({ remaining_authorized_amount: 0, status: "CAPTURED" })
  })

  it("to the same amount with other lines is no risk decision", async () => {
    const { order_id } = await klarna.controls.seedOrder({ risk: { increase: "refuse" } })
    expect((await klarna.om("PATCH", order_id, "/authorization", to(10_000))).status).toBe(204)
  })

  it("that changes nothing has no effect", async () => {
    const { order_id } = await klarna.controls.seedOrder()
    await klarna.om("PATCH", order_id, "/authorization", to(9_000))
    await klarna.om("PATCH", order_id, "/authorization", to(9_000))
    expect((await klarna.controls.requests()).map(({ effect }) => effect)).toEqual([true, false])
  })
})

describe("what Order Management does not take", () => {
  const text = (length: number) => "x".repeat(length)
  const cases: [string, string, string, unknown][] = [
    ["order_amount", "PATCH", "/authorization", {}],
    ["order_amount", "PATCH", "/authorization", { order_amount: 200_000_001 }],
    ["order_amount", "PATCH", "/authorization", { order_amount: 10.5 }],
    ["description", "PATCH", "/authorization", { order_amount: 1, description: text(256) }],
    ["order_lines", "PATCH", "/authorization", { order_amount: 0, order_lines: Array(1_001).fill(line(1, 0)) }],
    [
      "order_lines[0].quantity_unit",
      "PATCH",
      "/authorization",
      { ...to(1), order_lines: [line(1, 1, { quantity_unit: text(11) })] },
    ],
    [
      "order_lines[0].reference",
      "PATCH",
      "/authorization",
      { ...to(1), order_lines: [line(1, 1, { reference: text(256) })] },
    ],
    [
      "order_lines[0].merchant_data",
      "PATCH",
      "/authorization",
      { ...to(1), order_lines: [line(1, 1, { merchant_data: text(1_025) })] },
    ],
    ["order_lines[0].type", "PATCH", "/authorization", { ...to(1), order_lines: [{ ...line(1, 1), type: "air" }] }],
    ["order_amount", "PATCH", "/authorization", { order_amount: 2, order_lines: [line(1, 1)] }],
    ["merchant_reference1", "PATCH", "/merchant-references", { merchant_reference1: text(256) }],
    ["merchant_reference2", "PATCH", "/merchant-references", { merchant_reference2: null }],
    ["captured_amount", "POST", "/captures", {}],
    ["reference", "POST", "/captures", { captured_amount: 1, reference: text(256) }],
    ["shipping_delay", "POST", "/captures", { captured_amount: 1, shipping_delay: -1 }],
    [
      "shipping_info[0].shipping_method",
      "POST",
      "/captures",
      { captured_amount: 1, shipping_info: [{ shipping_method: "Drone" }] },
    ],
    ["refunded_amount", "POST", "/refunds", { refunded_amount: -1 }],
    ["shipping_info", "POST", "/shipping-info", { shipping_info: [] }],
    ["shipping_info", "POST", "/shipping-info", { shipping_info: Array(501).fill({}) }],
  ]
  it.each(cases)("%s (%s %s)", async (field, method, path, body) => {
    const order = await klarna.controls.seedOrder()
    const answer = await klarna.om(method, order.order_id, path, body)
    expect([answer.status, answer.body.error_code]).toEqual([422, "UNPROCESSABLE_ENTITY"])
    expect(answer.body.error_messages).toEqual([`Bad value: ${field}`])
    expect(await state(order.order_id)).toEqual(order)
  })

  it.each([
    ["street_address", text(101)],
    ["city", text(201)],
    ["postal_code", text(11)],
    ["email", text(101)],
    ["organization_name", text(256)],
    ["country", "SWE"],
  ])("an address whose %s is too long", async (field, value) => {
    const { order_id } = await klarna.controls.seedOrder()
    const answer = await klarna.om("PATCH", order_id, "/customer-details", { shipping_address: { [field]: value } })
    expect([answer.status, answer.body.error_code]).toEqual([422, "INVALID_ADDRESS"])
    expect(answer.body.error_messages[0]).toContain(`shipping_address.${field}`)
  })

  it("a body that is no JSON, and a path that is none", async () => {
    const { order_id } = await klarna.controls.seedOrder()
    expect((await klarna.om("PATCH", order_id, "/authorization", "{")).body.error_code).toBe("BAD_REQUEST")
    expect((await klarna.om("PATCH", order_id, "/captures/x/customer-details", {})).status).toBe(404)
    expect((await klarna.call("GET", "/ordermanagement/v1/orders/%")).status).toBe(400)
  })

  it("but keys that it does not know", async () => {
    const { order_id } = await klarna.controls.seedOrder()
    const body = { ...to(9_000), order_tax_amount: 1_800 }
    expect((await klarna.om("PATCH", order_id, "/authorization", body)).status).toBe(204)
  })
})

describe("changing the delivery address", () => {
  it("clears an optional field and never a mandatory one", async () => {
    const { order_id } = await klarna.controls.seedOrder({ purchase_country: "US" })
    const change = (shipping_address: object) => klarna.om("PATCH", order_id, "/customer-details", { shipping_address })
    expect((await change({ phone: "" })).status).toBe(204)
    expect((await state(order_id)).shipping_address).not.toHaveProperty("phone")
    for (const field of ["given_name", "family_name", "street_address", "postal_code", "city", "country", "region"]) {
      const refused = await change({ [field]: "" })
      expect([refused.status, refused.body.error_code]).toEqual([422, "INVALID_ADDRESS"])
    }
  })

  it("gives an order its first one", async () => {
    const { order_id } = await klarna.controls.seedOrder({ shipping_address: null })
    expect((await klarna.om("GET", order_id)).body).not.toHaveProperty("shipping_address")
    await klarna.om("PATCH", order_id, "/customer-details", { shipping_address: { city: "Lund" } })
    expect((await state(order_id)).shipping_address).toEqual({ city: "Lund" })
  })
})

describe("extending the authorization", () => {
  const extend = (id: string) => klarna.om("POST", id, "/extend-authorization-time")

  it("starts the period again today, once a day", async () => {
    await klarna.controls.clock({ now: "2031-01-01T10:00:00Z" })
    const { order_id, expires_at } = await klarna.controls.seedOrder()
    expect(expires_at).toBe("2031-01-29T00:00:00.000Z")
    await klarna.controls.clock({ now: "2031-01-15T10:00:00Z" })
    for (const effect of [true, false]) {
      expect((await extend(order_id)).status).toBe(204)
      expect((await state(order_id)).expires_at).toBe("2031-02-12T00:00:00.000Z")
      expect((await klarna.controls.requests()).pop()?.effect).toBe(effect)
    }
  })

  it("ends half a year after the purchase", async () => {
    await klarna.controls.clock({ now: "2031-07-01T00:00:00Z" })
    const old = { created_at: "2031-01-01T00:00:00Z", expires_at: "2031-07-20T00:00:00Z" }
    expect((await extend((await klarna.controls.seedOrder(old)).order_id)).status).toBe(403)
  })

  it.each([
    ["PAY_BY_CARD", "SE", 403],
    ["FIXED_SUM_CREDIT", "US", 403],
    ["FIXED_SUM_CREDIT", "GB", 204],
  ])("of an order paid with %s in %s: %i", async (type, purchase_country, status) => {
    const { order_id } = await klarna.controls.seedOrder({ purchase_country, initial_payment_method: { type } })
    expect((await extend(order_id)).status).toBe(status)
  })
})

describe("captures and refunds", () => {
  it("several captures use up the amount, and each can be read", async () => {
    const { order_id, klarna_reference } = await klarna.controls.seedOrder()
    const first = await klarna.om("POST", order_id, "/captures", { captured_amount: 4_000 })
    expect(await state(order_id)).toMatchObject({ status: "PART_CAPTURED", remaining_authorized_amount: 6_000 })
    await klarna.om("POST", order_id, "/captures", { captured_amount: 6_000 })
    expect(await state(order_id)).toMatchObject({ status: "CAPTURED", captured_amount: 10_000 })
    const list = await klarna.om("GET", order_id, "/captures")
    expect(list.body).toMatchObject([
      { captured_amount: 4_000, klarna_reference: `${klarna_reference}-1` },
      { captured_amount: 6_000, klarna_reference: `${klarna_reference}-2` },
    ])
    const one = await klarna.om("GET", order_id, `/captures/${first.headers["capture-id"]}`)
    expect(one.body).toEqual(list.body[0])
    const none = await klarna.om("GET", order_id, "/captures/none")
    expect([none.status, none.body.error_code]).toEqual([404, "NO_SUCH_CAPTURE"])
  })

  it("a refund can be read", async () => {
    const { order_id } = await klarna.controls.seedOrder({ status: "CAPTURED" })
    const made = await klarna.om("POST", order_id, "/refunds", { refunded_amount: 100, reference: "ret-1" })
    const read = await klarna.om("GET", order_id, `/refunds/${made.headers["refund-id"]}`)
    expect(read.body).toMatchObject({ refunded_amount: 100, reference: "ret-1" })
    expect((await klarna.om("GET", order_id, "/refunds/none")).body.error_code).toBe("NOT_FOUND")
  })

  it("after one refund that belongs to no capture, later ones belong to none either", async () => {
    const { order_id } = await klarna.controls.seedOrder({ status: "CAPTURED", order_lines: [line(2, 5_000)] })
    const assigned = { refunded_amount: 5_000, order_lines: [line(1, 5_000)] }
    await klarna.om("POST", order_id, "/refunds", { refunded_amount: 100 })
    await klarna.om("POST", order_id, "/refunds", assigned)
    expect(await state(order_id)).toMatchObject({ refunded_amount: 5_100, captures: [{ refunded_amount: 0 }] })
  })

  const fee = line(1, -500, { type: "return_fee", reference: "fee", total_tax_amount: -100 })
  it.each([
    ["Germany, everything captured at once", { purchase_country: "DE", status: "CAPTURED" }, 9_500, 201],
    ["the United States", { purchase_country: "US", status: "CAPTURED" }, 9_500, 403],
    [
      "Germany, a part captured",
      { purchase_country: "DE", status: "PART_CAPTURED", captured_amount: 9_900 },
      9_500,
      403,
    ],
    ["Germany, sums that differ", { purchase_country: "DE", status: "CAPTURED" }, 9_400, 403],
  ] as const)("a return fee in %s", async (_where, seeded, refunded_amount, status) => {
    const { order_id } = await klarna.controls.seedOrder({ ...seeded, order_lines: [line(1, 10_000)] })
    const body = { refunded_amount, order_lines: [line(1, 10_000), fee] }
    expect((await klarna.om("POST", order_id, "/refunds", body)).status).toBe(status)
  })

  it("operations on a capture say whether there is none at all or no such one", async () => {
    const open = await klarna.controls.seedOrder()
    const captured = await klarna.controls.seedOrder({ status: "CAPTURED" })
    for (const [method, path, body] of [
      ["POST", "/captures/none/shipping-info", { shipping_info: [{}] }],
      ["POST", "/captures/none/trigger-send-out", undefined],
      ["PATCH", "/captures/none/extend-due-date", { number_of_days: 10 }],
    ] as const) {
      expect((await klarna.om(method, open.order_id, path, body)).status).toBe(403)
      expect((await klarna.om(method, captured.order_id, path, body)).body.error_code).toBe("NO_SUCH_CAPTURE")
    }
    expect((await klarna.om("GET", captured.order_id, "/captures/none/extend-due-date-options")).status).toBe(404)
  })

  it("a due date moves only by days that were offered, and only for pay-later orders", async () => {
    const later = await klarna.controls.seedOrder({ status: "CAPTURED" })
    const card = await klarna.controls.seedOrder({ status: "CAPTURED", initial_payment_method: { type: "CARD" } })
    const extend = (order: typeof later, number_of_days: number) =>
      klarna.om("PATCH", order.order_id, `/captures/${order.captures[0].capture_id}/extend-due-date`, {
        number_of_days,
      })
    expect((await extend(later, 14)).status).toBe(204)
    expect((await extend(later, 11)).status).toBe(403)
    expect((await extend(card, 14)).status).toBe(403)
  })
})
