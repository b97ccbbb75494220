import { RateLimits } from "../rate-limit"
import { runningKlarna } from "./running-klarna"

it("counts by merchant and category in windows of one second", () => {
  const rates = new RateLimits()
  const call = (merchant: string, nowMs: number) => rates.count(merchant, "payments-session", "playground", nowMs)
  const remaining = [0, 1, 2, 3, 4].map((at) => call("one", at).headers["X-Ratelimit-Remaining"])
  expect(remaining).toEqual(["4", "3", "2", "1", "0"])
  expect(call("one", 999)).toEqual({
    exceeded: true,
    headers: { "X-Ratelimit-Limit": "5, 5;w=1", "X-Ratelimit-Remaining": "0", "X-Ratelimit-Reset": "1" },
  })
  expect(call("two", 999).exceeded).toBe(false)
  expect(rates.count("one", "other", "playground", 999).headers["X-Ratelimit-Limit"]).toBe("50, 50;w=1")
  expect(call("one", 1_000).exceeded).toBe(false)
})

it("counts but never refuses when it is off", () => {
  const rates = new RateLimits()
  const last = Array.from({ length: 300 }, () => rates.count("one", "other", "off", 0)).pop()
  expect(last).toMatchObject({ exceeded: false, headers: { "X-Ratelimit-Remaining": "0" } })
})

it("keeps one merchant to a limit of its own, and says how much of the window is left", () => {
  const rates = new RateLimits()
  const call = (merchant: string, nowMs: number) => rates.count(merchant, "other", "off", nowMs)
  rates.order("one", { calls: 2, window_seconds: 60 })
  expect([call("one", 0), call("one", 0), call("one", 100)].map(({ exceeded }) => exceeded)).toEqual([
    false,
    false,
    true,
  ])
  expect(call("one", 20_500).headers).toEqual({
    "X-Ratelimit-Limit": "2, 2;w=60",
    "X-Ratelimit-Remaining": "0",
    "X-Ratelimit-Reset": "40",
  })
  expect(call("two", 100).headers["X-Ratelimit-Limit"]).toBe("200, 200;w=1")
  expect(call("one", 60_000).exceeded).toBe(false)
  rates.order("one", undefined)
  expect(call("one", 60_000).headers["X-Ratelimit-Limit"]).toBe("200, 200;w=1")
})

describe("over HTTP", () => {
  const klarna = runningKlarna()

  it("limits a merchant when told, and until told", async () => {
    const { order_id } = await klarna.controls.seedOrder()
    const read = async () => (await klarna.om("GET", order_id)).status
    await klarna.controls.limit("simulator", { calls: 1, window_seconds: 60 })
    expect([await read(), await read()]).toEqual([200, 429])
    await klarna.controls.limit("simulator")
    expect(await read()).toBe(200)
  })

  it("knows no limit of a merchant that it does not know", async () => {
    await expect(klarna.controls.limit("nobody", { calls: 1, window_seconds: 1 })).rejects.toThrow(
      "There is no merchant nobody."
    )
  })

  it("announces the reset that a 429 was ordered with", async () => {
    const { order_id } = await klarna.controls.seedOrder()
    await klarna.controls.faults({ fault: "429", reset_seconds: 600 })
    const { status, headers } = await klarna.om("GET", order_id)
    expect([status, headers["x-ratelimit-reset"]]).toEqual([429, "600"])
  })
})
