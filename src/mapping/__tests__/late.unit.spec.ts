import { lateLook, withLate, withoutLate } from "../late"
import type { Acknowledged } from "../types"

const now = new Date("2026-03-10T12:00:00Z")
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const known: Acknowledged = {
  order: true,
  lines: "lines",
  shipping: { city: "c" },
  billing: { city: "b" },
  parcels: ["p"],
}

describe("A change that was given up and that Klarna may still carry out", () => {
  const given = withLate(withLate(known, "authorization", later(60)), "shipping_address", later(70))

  it("is looked for when the last of them can no longer come, and not after that", () => {
    expect(lateLook(given, now)).toEqual(later(70))
    expect(lateLook(given, later(69))).toEqual(later(70))
    expect(lateLook(given, later(70))).toBeUndefined()
    expect(lateLook(known, now)).toBeUndefined()
    expect(lateLook({ late: {} }, now)).toBeUndefined()
  })

  it("changes nothing of what we believe until then", () => {
    expect(withoutLate(given, later(69))).toBe(given)
    expect(withoutLate(known, now)).toBe(known)
  })

  it("is Klarna's to say from then on, and nothing else is", () => {
    expect(withoutLate(given, later(70))).toEqual({ order: true, billing: { city: "b" }, parcels: ["p"] })
    expect(withoutLate(withLate(known, "billing_address", now), now)).toEqual({ ...known, billing: undefined })
  })

  it("of a kind that is read each time forgets nothing", () => {
    expect(withoutLate(withLate(known, "references", now), now)).toEqual(known)
  })

  it("is remembered with the last time it was given up", () => {
    expect(lateLook(withLate(given, "shipping_address", later(90)), now)).toEqual(later(90))
  })
})
