import type { OrderStatus } from "../../klarna/types"
import { nextRead, type Readable } from "../next-read"

const now = new Date("2026-03-10T12:00:00Z")
const order: Readable = {
  status: "AUTHORIZED",
  expires_at: new Date("2026-03-29T00:00:00Z"),
  read_at: new Date("2026-03-09T12:00:00Z"),
  created_at: new Date("2026-03-01T12:00:00Z"),
}
const next = (change: Partial<Readable> = {}, everyDays = 7, daysBefore: number[] = []) =>
  nextRead({ ...order, ...change }, everyDays, now, daysBefore)?.toISOString() ?? null

describe("The next look at Klarna's order", () => {
  it("is a week after the last one, or as often as the store wants", () => {
    expect(next()).toBe("2026-03-16T12:00:00.000Z")
    expect(next({}, 2)).toBe("2026-03-11T12:00:00.000Z")
  })

  it("is a moment after its expiry, when that comes sooner", () => {
    expect(next({ expires_at: new Date("2026-03-12T00:00:00Z") })).toBe("2026-03-12T00:10:00.000Z")
    expect(next({ status: "PART_CAPTURED" }, 0)).toBe("2026-03-29T00:10:00.000Z")
  })

  it("is so many days before its expiry as something is to be done or said, once each", () => {
    expect(next({}, 0, [5, 3])).toBe("2026-03-24T00:00:00.000Z")
    expect(next({ read_at: new Date("2026-03-24T00:00:01Z") }, 0, [5, 3])).toBe("2026-03-26T00:00:00.000Z")
    expect(next({ read_at: new Date("2026-03-26T00:00:01Z") }, 0, [5, 3])).toBe("2026-03-29T00:10:00.000Z")
    expect(next({}, 0, [0])).toBe("2026-03-29T00:10:00.000Z")
    expect(next({ status: "CAPTURED" }, 0, [5])).toBeNull()
  })

  it("is at expiry only, or never, where the store wants no slow look", () => {
    expect(next({}, 0)).toBe("2026-03-29T00:10:00.000Z")
    expect(next({ expires_at: null }, 0)).toBeNull()
    expect(next({ status: "CAPTURED" }, 0)).toBeNull()
  })

  it("is tomorrow, not at once, when its time is over: Klarna did not answer, or did not end the order yet", () => {
    expect(next({ read_at: new Date("2026-02-01T12:00:00Z") })).toBe("2026-03-11T12:00:00.000Z")
    expect(next({ expires_at: new Date("2026-03-09T00:00:00Z"), read_at: now })).toBe("2026-03-11T12:00:00.000Z")
  })

  it("comes for captured orders too while money may be given back in Klarna's portal, and then no more", () => {
    expect(next({ status: "CAPTURED" })).toBe("2026-03-16T12:00:00.000Z")
    expect(next({ status: "CAPTURED", created_at: new Date("2025-12-01T12:00:00Z") })).toBeNull()
  })

  it.each<OrderStatus>(["CANCELLED", "EXPIRED", "CLOSED"])("never comes for a %s order", (status) => {
    expect(next({ status })).toBeNull()
  })

  it("never comes before the first: an order that was never read is waiting for that", () => {
    expect(next({ status: null, read_at: null, expires_at: null })).toBeNull()
  })
})
