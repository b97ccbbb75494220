import { acknowledgedByRead } from "../acknowledged"
import { applyWrites } from "../plan-apply"
import { isReleased, releaseWrite } from "../release"
import { aMirror, codesOf, kindsOf, plan, writeOf } from "./plan-sync.fixtures"

const partCaptured = aMirror({ status: "PART_CAPTURED", captured_amount: 6000 })
const released = applyWrites(partCaptured, [releaseWrite(partCaptured)])
const order = { captured_amount: 6000 }

describe("A remainder that was released", () => {
  it("is not asked for again by itself: the merchant reads that it is not covered", () => {
    for (const status of ["CAPTURED", "PART_CAPTURED"] as const) {
      const planned = plan(order, { ...released, status })
      expect(kindsOf(planned)).toEqual([])
      expect(codesOf(planned)).toEqual(["not_covered"])
    }
  })

  it("is asked for when the merchant insists and Klarna may still agree, and then is history", () => {
    const planned = plan(
      order,
      { ...released, status: "PART_CAPTURED", acknowledged: { ...released.acknowledged, lines: "other" } },
      { force: ["authorization"] }
    )
    expect(kindsOf(planned)).toEqual(["authorization"])
    expect(isReleased(applyWrites(released, [writeOf(planned, "authorization")]))).toBe(false)
  })

  it("is fine where the order is worth no more than what was captured", () => {
    expect(codesOf(plan({ ...order, target_amount: 6000 }, released))).toEqual([])
  })

  it("shows in a read, whoever released it", () => {
    const read = {
      ...{ order_id: partCaptured.klarna_order_id, order_amount: 10000, captured_amount: 6000, order_lines: [] },
      ...{ status: "PART_CAPTURED" as const, fraud_status: "ACCEPTED" as const, original_order_amount: 10000 },
      ...{ refunded_amount: 0, purchase_country: "SE", purchase_currency: "SEK", captures: [], refunds: [] },
    }
    const isKnown = (shown: { remaining_authorized_amount: number; captured_amount?: number }) =>
      isReleased({ ...partCaptured, ...shown, acknowledged: acknowledgedByRead({ ...read, ...shown }) })
    expect(isKnown({ remaining_authorized_amount: 0 })).toBe(true)
    expect(isKnown({ remaining_authorized_amount: 4000 })).toBe(false)
    // Cancelled before anything was captured, and captured in full: nothing was given up of what was to be captured.
    expect(isKnown({ remaining_authorized_amount: 0, captured_amount: 0 })).toBe(false)
    expect(isKnown({ remaining_authorized_amount: 0, captured_amount: 10000 })).toBe(false)
  })

  it("was not given up for good when Klarna captured more of it since", () => {
    expect(isReleased(released)).toBe(true)
    expect(isReleased({ ...released, captured_amount: 7000 })).toBe(false)
    expect(isReleased(partCaptured)).toBe(false)
  })
})
