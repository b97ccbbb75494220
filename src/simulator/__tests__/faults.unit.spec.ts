import { key, runningKlarna } from "./running-klarna"

const klarna = runningKlarna()
const seeded = async () => (await klarna.controls.seedOrder()).order_id
const capture = (id: string) => klarna.om("POST", id, "/captures", { captured_amount: 1_000 }, key("k"))
const captures = async (id: string) => (await klarna.controls.order(id)).captures.length

it.each([
  ["400", 400, "BAD_VALUE"],
  ["403", 403, "NOT_ALLOWED"],
  ["404", 404, "NOT_FOUND"],
  ["422", 422, "UNPROCESSABLE_ENTITY"],
  ["429", 429, "TOO_MANY_REQUESTS"],
  ["500", 500, "INTERNAL_SERVER_ERROR"],
  ["503", 503, "TEMPORARILY_UNAVAILABLE"],
  ["409", 409, "CONFLICT"],
] as const)("answers %s instead of doing anything", async (fault, status, error_code) => {
  const id = await seeded()
  await klarna.controls.faults({ fault })
  const answer = await capture(id)
  expect(answer.status).toBe(status)
  expect(answer.body).toMatchObject({ error_code, correlation_id: answer.headers["klarna-correlation-id"] })
  expect(answer.headers).toHaveProperty("x-ratelimit-limit")
  expect(await captures(id)).toBe(0)
  expect((await klarna.controls.requests())[0]).toMatchObject({ status, effect: false, fault })
  expect((await capture(id)).status).toBe(201)
})

it("says with 429 when to come back", async () => {
  await klarna.controls.faults({ fault: "429" })
  const { headers } = await klarna.om("GET", await seeded())
  expect(headers).toMatchObject({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" })
})

it("sends the edge's HTML page for 401, without a correlation id", async () => {
  const id = await seeded()
  await klarna.controls.faults({ fault: "401-html" })
  const answer = await capture(id)
  expect([answer.status, answer.headers["content-type"]]).toEqual([401, expect.stringContaining("text/html")])
  expect(answer.headers).not.toHaveProperty("klarna-correlation-id")
  expect(await captures(id)).toBe(0)
})

it.each([
  ["403-empty", 403],
  ["429-bare", 429],
  ["504-empty", 504],
] as const)("sends what the edge sends for %s: nothing in it, and no header of Klarna's", async (fault, status) => {
  const id = await seeded()
  await klarna.controls.faults({ fault })
  const answer = await capture(id)
  expect([answer.status, answer.text]).toEqual([status, ""])
  expect(Object.keys(answer.headers).filter((name) => /klarna|ratelimit/.test(name))).toEqual([])
  expect(await captures(id)).toBe(0)
})

it("sends a page of the edge for 502", async () => {
  const id = await seeded()
  await klarna.controls.faults({ fault: "502-html" })
  const answer = await capture(id)
  expect([answer.status, answer.text]).toEqual([502, expect.stringContaining("Bad Gateway")])
  expect(await captures(id)).toBe(0)
})

it("leaves out the body of an answer, after the work was done", async () => {
  const id = await seeded()
  await klarna.controls.faults({ fault: "empty" })
  const read = await klarna.om("GET", id)
  expect([read.status, read.text]).toEqual([200, ""])
  await klarna.controls.faults({ fault: "empty" })
  const answer = await capture(id)
  expect([answer.status, answer.headers["capture-id"]]).toEqual([201, expect.any(String)])
  expect(await captures(id)).toBe(1)
})

it("calls its JSON a plain text", async () => {
  const id = await seeded()
  await klarna.controls.faults({ fault: "wrong-type" })
  const { headers, body } = await klarna.om("GET", id)
  expect([headers["content-type"], body.order_id]).toEqual([expect.stringContaining("text/plain"), id])
})

it("cuts the connection in the middle of an answer, after the work was done", async () => {
  const id = await seeded()
  await klarna.controls.faults({ times: 2, fault: "cut-body" })
  await expect(klarna.om("GET", id)).rejects.toThrow()
  await expect(capture(id)).rejects.toThrow()
  expect(await captures(id)).toBe(1)
  expect((await capture(id)).status).toBe(201)
  expect(await captures(id)).toBe(1)
})

it("hides an answer behind a page that is not JSON, after the work was done", async () => {
  const id = await seeded()
  await klarna.controls.faults({ fault: "not-json" })
  const answer = await capture(id)
  expect([answer.status, answer.headers["content-type"]]).toEqual([200, expect.stringContaining("text/html")])
  expect(await captures(id)).toBe(1)
  expect((await capture(id)).status).toBe(201)
  expect(await captures(id)).toBe(1)
})

it("takes its time, then answers as usual", async () => {
  const id = await seeded()
  await klarna.controls.faults({ fault: "slow", delay_ms: 200 })
  const started = performance.now()
  expect((await capture(id)).status).toBe(201)
  expect(performance.now() - started).toBeGreaterThanOrEqual(195)
})

it("cuts the connection before anything happened", async () => {
  const id = await seeded()
  await klarna.controls.faults({ fault: "cut-before" })
  await expect(capture(id)).rejects.toThrow()
  expect(await captures(id)).toBe(0)
  expect((await klarna.controls.requests())[0]).toMatchObject({ status: null, effect: false, fault: "cut-before" })
})

it("cuts the connection after it happened: the same key finds the lost answer", async () => {
  const id = await seeded()
  await klarna.controls.faults({ fault: "cut-after" })
  await expect(capture(id)).rejects.toThrow()
  expect(await captures(id)).toBe(1)
  const again = await capture(id)
  const [{ capture_id }] = (await klarna.controls.order(id)).captures
  expect([again.status, again.headers["capture-id"]]).toEqual([201, capture_id])
  expect(await captures(id)).toBe(1)
  expect(await klarna.controls.requests()).toMatchObject([
    { status: 201, effect: true, replayed: false, fault: "cut-after" },
    { status: 201, effect: false, replayed: true, fault: null },
  ])
})

it("leaves the id headers out of a capture that was made", async () => {
  const id = await seeded()
  await klarna.controls.faults({ fault: "no-id-header" })
  const answer = await capture(id)
  expect(answer.status).toBe(201)
  expect(answer.headers).not.toHaveProperty("capture-id")
  expect(answer.headers).not.toHaveProperty("location")
  expect(await captures(id)).toBe(1)
})

it("meets only the calls it was meant for, as often as asked", async () => {
  const id = await seeded()
  await klarna.controls.faults({ match: { method: "post", path: "/captures" }, times: 2, fault: "503" })
  expect((await klarna.om("GET", id, "/captures")).status).toBe(200)
  expect((await klarna.om("POST", id, "/acknowledge")).status).toBe(204)
  expect([(await capture(id)).status, (await capture(id)).status, (await capture(id)).status]).toEqual([503, 503, 201])
})

it("is followed by another one, which meets the very next call", async () => {
  const id = await seeded()
  await klarna.controls.faults({ match: { path: "/captures" }, times: 2, fault: "503", then: "404" })
  expect((await klarna.om("GET", id)).status).toBe(200)
  expect([(await capture(id)).status, (await capture(id)).status]).toEqual([503, 503])
  expect([(await klarna.om("GET", id)).status, (await capture(id)).status]).toEqual([404, 201])
})

it("can be called off", async () => {
  await klarna.controls.faults({ times: 5, fault: "500" })
  await klarna.controls.clearFaults()
  expect((await klarna.om("GET", await seeded())).status).toBe(200)
})

it("refuses faults it does not know", async () => {
  const answer = await klarna.call("POST", "/__simulator/faults", { fault: "earthquake", times: 0 })
  expect([answer.status, answer.body.error]).toEqual([400, expect.stringMatching(/times.*fault|fault.*times/s)])
})
