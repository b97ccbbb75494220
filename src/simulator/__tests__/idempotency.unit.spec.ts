import { key, runningKlarna } from "./running-klarna"

const klarna = runningKlarna([
  { username: "simulator", password: "simulator" },
  { username: "other", password: "other" },
])

it("repeats the first answer for the same key and ignores what is in the body", async () => {
  const { order_id } = await klarna.controls.seedOrder()
  const first = await klarna.om("POST", order_id, "/captures", { captured_amount: 1_000 }, key("k"))
  const second = await klarna.om("POST", order_id, "/captures", { captured_amount: 2_000 }, key("k"))
  expect([first.status, second.status]).toEqual([201, 201])
  for (const name of ["capture-id", "location", "klarna-correlation-id"]) {
    expect(second.headers[name]).toBe(first.headers[name])
  }
  expect(await klarna.controls.order(order_id)).toMatchObject({ captured_amount: 1_000 })
  expect(await klarna.controls.requests()).toMatchObject([
    { replayed: false, effect: true },
    { replayed: true, effect: false, status: 201 },
  ])
})

it("repeats a refusal with its correlation id", async () => {
  const { order_id } = await klarna.controls.seedOrder({ status: "CANCELLED" })
  const first = await klarna.om("POST", order_id, "/cancel", undefined, key("k"))
  const second = await klarna.om("POST", order_id, "/cancel", undefined, key("k"))
  expect(second.body).toEqual(first.body)
})

it("forgets a key after 24 hours", async () => {
  const { order_id } = await klarna.controls.seedOrder()
  const set = (merchant_reference1: string) =>
    klarna.om("PATCH", order_id, "/merchant-references", { merchant_reference1 }, key("k"))
  await set("one")
  await klarna.controls.clock({ advance_seconds: 24 * 3600 - 60 })
  await set("two")
  expect((await klarna.controls.order(order_id)).merchant_reference1).toBe("one")
  await klarna.controls.clock({ advance_seconds: 61 })
  await set("three")
  expect((await klarna.controls.order(order_id)).merchant_reference1).toBe("three")
})

it("does the work once when the same key arrives many times at once", async () => {
  const { order_id } = await klarna.controls.seedOrder()
  await klarna.controls.faults({ fault: "slow", delay_ms: 100 })
  const capture = () => klarna.om("POST", order_id, "/captures", { captured_amount: 1_000 }, key("k"))
  const answers = await Promise.all([capture(), capture(), capture()])
  expect(new Set(answers.map((one) => one.headers["capture-id"])).size).toBe(1)
  expect((await klarna.controls.order(order_id)).captured_amount).toBe(1_000)
})

it("does the work each time without a key", async () => {
  const { order_id } = await klarna.controls.seedOrder()
  await klarna.om("POST", order_id, "/captures", { captured_amount: 1_000 })
  await klarna.om("POST", order_id, "/captures", { captured_amount: 1_000 })
  expect((await klarna.controls.order(order_id)).captured_amount).toBe(2_000)
})

it("keeps two merchants' keys apart", async () => {
  const own = await klarna.controls.seedOrder()
  const foreign = await klarna.controls.seedOrder({ merchant: "other" })
  await klarna.om("POST", own.order_id, "/cancel", undefined, key("k"))
  const authorization = `Basic ${Buffer.from("other:other").toString("base64")}`
  await klarna.om("POST", foreign.order_id, "/cancel", undefined, { ...key("k"), authorization })
  expect((await klarna.controls.order(foreign.order_id)).status).toBe("CANCELLED")
})

it("keeps no answer that came from outside Klarna", async () => {
  const { order_id } = await klarna.controls.seedOrder()
  await klarna.controls.faults({ fault: "500" })
  expect((await klarna.om("POST", order_id, "/cancel", undefined, key("k"))).status).toBe(500)
  expect((await klarna.om("POST", order_id, "/cancel", undefined, key("k"))).status).toBe(204)
})
