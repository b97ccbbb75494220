import * as facts from "./klarna-facts"
import { line, purchase, runningKlarna } from "./running-klarna"

const klarna = runningKlarna()

it.each(facts.orderFacts.map((fact) => [fact.title, fact] as const))(
  "%s",
  async (_title, { seed, ask, answer, after }) => {
    const { order_id, captures } = await klarna.controls.seedOrder(seed)
    const path = ask.path.replace("{capture}", captures[0]?.capture_id ?? "none")
    const answered = await klarna.om(ask.method, order_id, path, ask.body, ask.headers)
    expect(answered.status).toBe(answer.status)
    if (answer.body) expect(answered.body).toMatchObject(answer.body)
    else expect(answered.text).toBe("")
    expect(answered.headers).toMatchObject({
      "klarna-correlation-id": expect.stringMatching(/./),
      "x-ratelimit-limit": "200, 200;w=1",
      "x-ratelimit-remaining": expect.stringMatching(/^\d+$/),
      "x-ratelimit-reset": "1",
      ...answer.headers,
    })
    if (after) expect(await klarna.controls.order(order_id)).toMatchObject(after)
  }
)

it.each(facts.missingOrderFacts)("an unknown order is not found by %s %s", async (method, path, message) => {
  const answer = await klarna.om(method, facts.unknownOrder, path, method === "GET" ? undefined : {})
  expect(answer.status).toBe(404)
  expect(answer.body).toMatchObject({ error_code: "NO_SUCH_ORDER", error_messages: [message] })
})

it("an id that is no UUID is invalid", async () => {
  const answer = await klarna.om("GET", "order-1")
  expect([answer.status, answer.body.error_code]).toEqual([400, "INVALID_ORDER_ID"])
})

it("wrong credentials meet an HTML page without correlation id", async () => {
  for (const authorization of ["", "Basic bm9ib2R5Om5vdGhpbmc=", "Bearer x"]) {
    const answer = await klarna.call("POST", "/payments/v1/sessions", purchase(), { authorization })
    expect(answer.status).toBe(401)
    expect(answer.headers["content-type"]).toContain("text/html")
    expect(answer.headers).not.toHaveProperty("klarna-correlation-id")
    expect(answer.text).toMatch(/^<html>/)
  }
})

describe.each(["Order Management", "Klarna Payments"])("arithmetic at %s", (product) => {
  /** Whether a cart of these lines is taken. */
  async function taken(order_lines: object[], order_amount: number, more = {}): Promise<boolean> {
    if (product === "Klarna Payments") {
      const cart = purchase({ order_lines, order_amount, order_tax_amount: undefined, ...more })
      return (await klarna.call("POST", "/payments/v1/sessions", cart)).status === 200
    }
    const { order_id } = await klarna.controls.seedOrder({ order_amount: 1_000_000 })
    return (await klarna.om("PATCH", order_id, "/authorization", { order_amount, order_lines })).status === 204
  }

  it.each(facts.lineFacts)(
    "$quantity x $unit_price - $total_discount_amount = $total_amount: $ok",
    async ({ ok, ...given }) => {
      const balance = { name: "Balance", quantity: 1, unit_price: 20_000, total_amount: 20_000 }
      const lines = [{ name: "Line", ...given }, balance]
      expect(await taken(lines, given.total_amount + 20_000)).toBe(ok)
    }
  )

  it.each(facts.taxFacts)("tax $total_tax_amount in $total_amount at $tax_rate: $ok", async ({ ok, ...given }) => {
    const balance = { name: "Balance", quantity: 1, unit_price: 20_000, total_amount: 20_000 }
    const lines = [{ name: "Line", quantity: 1, unit_price: given.total_amount, ...given }, balance]
    expect(await taken(lines, given.total_amount + 20_000)).toBe(ok)
  })

  it("takes the form of the United States: net lines and a line of sales tax", async () => {
    const lines = [
      { type: "physical", name: "Shirt", quantity: 1, unit_price: 10_000, total_amount: 10_000 },
      { type: "sales_tax", name: "Sales Tax", quantity: 1, unit_price: 888, total_amount: 888 },
    ]
    const market = { purchase_country: "US", purchase_currency: "USD", locale: "en-US", order_tax_amount: 888 }
    expect(await taken(lines, 10_888, market)).toBe(true)
    const explicit = [lines[0], { ...lines[1], tax_rate: 0, total_tax_amount: 0 }]
    expect(await taken(explicit, 10_888, market)).toBe(true)
  })

  it("wants the amount to be the sum of the lines", async () => {
    expect(await taken([line(1, 5_000), line(1, 4_000)], 9_000)).toBe(true)
    expect(await taken([line(1, 5_000), line(1, 4_000)], 9_001)).toBe(false)
  })
})
