import { isToBeCanceled, planFraud } from "../plan-fraud"
import type { KlarnaMirror, OrderSnapshot } from "../types"
import { aMirror, anOrder } from "./plan-sync.fixtures"

type Facts = [string, Partial<OrderSnapshot>, Partial<KlarnaMirror>]

const rejected = { fraud_status: "REJECTED" } as const

describe("An order that Klarna's fraud check rejected", () => {
  it("is the store's to cancel by itself while nothing of it was captured or packed", () => {
    expect(isToBeCanceled(anOrder(), aMirror(rejected))).toBe(true)
  })

  it.each<Facts>([
    ["goods are packed", { has_fulfilled_items: true }, rejected],
    ["Medusa recorded a capture", { captured_amount: 100 }, rejected],
    ["Klarna captured something", {}, { ...rejected, captured_amount: 100 }],
    ["both captured the same", { captured_amount: 100 }, { ...rejected, captured_amount: 100 }],
    ["it is canceled already", { canceled: true }, rejected],
    ["Klarna still looks at it", {}, { fraud_status: "PENDING" }],
    ["Klarna asks to stop it: talk to Klarna first", {}, { fraud_status: "STOPPED" }],
    ["Klarna accepted it", {}, { fraud_status: "ACCEPTED" }],
  ])("is not canceled by itself when %s", (_, order, mirror) => {
    expect(isToBeCanceled(anOrder(order), aMirror(mirror))).toBe(false)
  })
})

describe("Klarna's decision about fraud", () => {
  it.each<[KlarnaMirror["fraud_status"], string, string]>([
    ["REJECTED", "fraud_rejected", "Cancel the order"],
    ["STOPPED", "fraud_stopped", "Talk to Klarna before you cancel"],
  ])("when it is %s says what the order is worth and what to do", (fraud_status, code, next) => {
    const { attention, ...rest } = planFraud(anOrder({ order_total: 12345 }), aMirror({ fraud_status }))
    expect(rest).toEqual({})
    expect(attention).toEqual([{ code, message: expect.stringMatching(`123\\.45 SEK.*do not ship.*${next}`) }])
  })

  it.each(["ACCEPTED", "PENDING"] as const)("when it is %s asks nobody to do anything", (fraud_status) => {
    expect(planFraud(anOrder(), aMirror({ fraud_status }))).toEqual({})
  })
})
