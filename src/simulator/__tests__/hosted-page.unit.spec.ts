import { eventually, merchantServer, purchase, runningKlarna } from "./running-klarna"

const klarna = runningKlarna()
const shop = merchantServer()

async function hosted(place_order_mode?: string) {
  const session = await klarna.call("POST", "/payments/v1/sessions", purchase({ merchant_reference1: "1001" }))
  const created = await klarna.call("POST", "/hpp/v1/sessions", {
    payment_session_url: `https://api.playground.klarna.com/payments/v1/sessions/${session.body.session_id}`,
    merchant_urls: {
      success: "https://shop.example/ok?s={{session_id}}&o={{order_id}}",
      failure: "https://shop.example/failed",
      back: "https://shop.example/back",
      status_update: `${shop.url}/status/{{session_id}}`,
    },
    options: { page_title: "Tomatoes & Co", ...(place_order_mode && { place_order_mode }) },
  })
  const id: string = created.body.session_id
  return {
    created,
    id,
    payment: String(session.body.session_id),
    read: () => klarna.call("GET", `/hpp/v1/sessions/${id}`),
  }
}

it("is created for a payment session, and waits for the buyer until an hour before that ends", async () => {
  await klarna.controls.clock({ now: "2031-05-13T09:22:05Z" })
  const { created, read } = await hosted()
  expect(created.status).toBe(201)
  expect(created.body).toMatchObject({
    redirect_url: expect.stringContaining("http"),
    session_url: expect.stringContaining(`/hpp/v1/sessions/${created.body.session_id}`),
    qr_code_url: expect.any(String),
    distribution_url: expect.any(String),
    distribution_module: { token: expect.any(String) },
  })
  expect(created.body.expires_at).toMatch(/^2031-05-15T08:22/)
  const waiting = await read()
  expect(Object.keys(waiting.body).sort()).toEqual(["expires_at", "session_id", "status", "updated_at"])
  expect(waiting.body.status).toBe("WAITING")
  await klarna.controls.clock({ advance_seconds: 47 * 3600 + 1 })
  expect((await read()).status).toBe(404)
})

it("hands out the token when the merchant places the order", async () => {
  const { payment, read } = await hosted("NONE")
  const { authorization_token } = await klarna.controls.approve(payment)
  expect((await read()).body).toMatchObject({ status: "COMPLETED", authorization_token })
  expect((await klarna.placeOrder(authorization_token, purchase())).status).toBe(200)
})

it.each([
  ["PLACE_ORDER", "AUTHORIZED"],
  ["CAPTURE_ORDER", "CAPTURED"],
])("with %s Klarna's order is %s and has the session's references", async (mode, status) => {
  const { payment, read } = await hosted(mode)
  await klarna.controls.approve(payment)
  const { body } = await read()
  expect(body).toMatchObject({
    status: "COMPLETED",
    order_id: expect.any(String),
    klarna_reference: expect.any(String),
  })
  expect(await klarna.controls.order(body.order_id)).toMatchObject({ status, merchant_reference1: "1001" })
})

it("tells the merchant about every step", async () => {
  const { id, payment } = await hosted("NONE")
  await klarna.controls.deny(payment)
  await klarna.controls.approve(payment)
  const posted = await eventually(
    () => shop.received,
    (all) => all.length === 2
  )
  expect(posted.map(({ body }) => body.session.status).sort()).toEqual(["COMPLETED", "FAILED"])
  expect(posted[0]).toMatchObject({ url: `/status/${id}`, body: { event_id: expect.any(String) } })
})

it("can be disabled until it is completed", async () => {
  const { id, read } = await hosted()
  expect((await klarna.call("DELETE", `/hpp/v1/sessions/${id}`)).status).toBe(204)
  expect((await read()).body.status).toBe("DISABLED")
  const other = await hosted("NONE")
  await klarna.controls.approve(other.payment)
  expect((await klarna.call("DELETE", `/hpp/v1/sessions/${other.id}`)).status).toBe(400)
})

it("takes no money after it has expired", async () => {
  const { created, payment } = await hosted("NONE")
  await klarna.controls.clock({ advance_seconds: 47 * 3600 + 1 })
  expect(await (await fetch(created.body.redirect_url)).text()).toContain("This payment is EXPIRED")
  const answer = await fetch(`${created.body.redirect_url}/approve`, { method: "POST", redirect: "manual" })
  expect(answer.headers.get("location")).toBe("https://shop.example/failed")
  expect((await klarna.call("GET", `/payments/v1/sessions/${payment}`)).body).not.toHaveProperty("authorization_token")
})

it("does not exist for an unknown payment session, and refuses an unknown mode", async () => {
  const create = (body: object) => klarna.call("POST", "/hpp/v1/sessions", body)
  expect((await create({ payment_session_url: "https://api.klarna.com/payments/v1/sessions/none" })).status).toBe(404)
  expect((await create({})).body.error_messages).toEqual(["Bad value: payment_session_url"])
  const wrong = await create({ payment_session_url: "x", options: { place_order_mode: "LATER" } })
  expect(wrong.body.error_messages).toEqual(["Bad value: options.place_order_mode"])
  expect((await klarna.call("GET", "/hpp/v1/sessions/none")).status).toBe(404)
})

it("shows the buyer what to pay and sends the browser back to the shop", async () => {
  const { created, id, read } = await hosted("PLACE_ORDER")
  const page = await (await fetch(created.body.redirect_url)).text()
  expect(page).toContain("Tomatoes &amp; Co")
  expect(page).toContain("<td>Tomatoes</td>")
  expect((await read()).body.status).toBe("IN_PROGRESS")

  const choose = async (choice: string) =>
    (await fetch(`${created.body.redirect_url}/${choice}`, { method: "POST", redirect: "manual" })).headers.get(
      "location"
    )
  expect(await choose("back")).toBe("https://shop.example/back")
  expect(await choose("deny")).toBe("https://shop.example/failed")
  const success = await choose("approve")
  expect(success).toBe(`https://shop.example/ok?s=${id}&o=${(await read()).body.order_id}`)
})
