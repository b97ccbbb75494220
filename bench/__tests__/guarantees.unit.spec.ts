import { brokenBy } from "../guarantees"
import type { LoggedRequest } from "../../src/simulator"

const second = (at: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, at)).toISOString()

const write = (begin: number, end: number, idempotency_key: string | null, order = "one"): LoggedRequest => ({
  at: second(begin),
  ended_at: second(end),
  method: "PATCH",
  path: `/ordermanagement/v1/orders/${order}/authorization`,
  headers: {},
  body: {},
  status: 204,
  response: null,
  response_headers: {},
  idempotency_key,
  replayed: false,
  effect: true,
  fault: null,
})

describe("What has to hold during the bench", () => {
  it("nothing is wrong with one write after the other, each with a key of its own", () => {
    expect(brokenBy([write(0, 1, "a"), write(1, 2, "b"), write(0, 2, "c", "two")])).toEqual([])
  })

  it("names two writes of one order that were under way at the same time", () => {
    expect(brokenBy([write(0, 2, "a"), write(1, 3, "b")])).toEqual([
      "one: PATCH authorization began during PATCH authorization",
    ])
  })

  it("names a key that had two effects, and a write without a key", () => {
    expect(brokenBy([write(0, 1, "a"), write(1, 2, "a")])).toEqual(["The key a had two effects"])
    expect(brokenBy([write(0, 1, null)])).toEqual(["PATCH authorization went without a key"])
  })
})
