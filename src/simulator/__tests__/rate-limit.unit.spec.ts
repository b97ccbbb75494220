import { RateLimits } from "../rate-limit"

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
