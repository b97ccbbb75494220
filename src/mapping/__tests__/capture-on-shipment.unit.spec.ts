import { captureDue, valueOfShipped } from "../capture-on-shipment"
import type { OrderForSync } from "../order-fields"
import type { KlarnaMirror, OrderSnapshot } from "../types"
import { aMirror, anOrder, line, SALT } from "./plan-sync.fixtures"

const shirts = { ...line(20000, "Shirt"), quantity: 2, unit_price: 10000, merchant_data: "item_1" }
const mug = { ...line(4000, "Mug"), merchant_data: "item_2" }
const shipping = { ...line(5000, "Post"), merchant_data: "ship_1" }

/** Two shirts, a mug, shipping: 290.00; so many pieces have left, so much (major units) is captured. */
function sold({
  gone = [0, 0],
  captured = 0,
  amount = 290,
}: {
  gone?: [number, number]
  captured?: number
  amount?: number
}) {
  const item = (id: string, quantity: number, shipped_quantity: number) => ({
    id,
    quantity,
    detail: { quantity, shipped_quantity },
  })
  const order: OrderForSync = {
    id: "order_1",
    currency_code: "sek",
    items: [item("item_1", 2, gone[0]), item("item_2", 1, gone[1])],
    payment_collections: [
      {
        id: "paycol_1",
        payments: [
          {
            id: "pay_1",
            provider_id: "pp_klarna_klarna",
            amount,
            data: { klarna_order_id: SALT },
            captures: captured ? [{ id: "capt_1", amount: captured }] : [],
          },
        ],
      },
    ],
  }
  const snapshot = anOrder({
    target_amount: 29000,
    lines: [shirts, mug, shipping],
    captured_amount: captured * 100,
    is_shipped: gone[0] === 2 && gone[1] === 1,
  })
  return { order, snapshot, mirror: aMirror({ order_amount: 29000, captured_amount: captured * 100 }) }
}

const due = (
  story: Parameters<typeof sold>[0],
  mirror: Partial<KlarnaMirror> = {},
  snapshot: Partial<OrderSnapshot> = {}
): number => {
  const all = sold(story)
  return captureDue(all.order, { ...all.snapshot, ...snapshot }, { ...all.mirror, ...mirror })?.amount ?? 0
}

describe("What is to be captured when goods leave", () => {
  it("is their value, shipping with the first parcel and all that remains with the last", () => {
    const values = [
      [0, 0],
      [1, 0],
      [2, 0],
      [1, 1],
      [2, 1],
    ].map(([shirt, cup]) => {
      const { order, snapshot } = sold({ gone: [shirt, cup] })
      return valueOfShipped(order, snapshot)
    })
    expect(values).toEqual([0, 15000, 25000, 19000, 29000])
  })

  it("is less what is captured already, by whomever", () => {
    expect(due({ gone: [2, 0], captured: 150 })).toBe(10000)
    expect(due({ gone: [1, 0], captured: 150 })).toBe(0)
    expect(due({ gone: [1, 0], captured: 290 })).toBe(0)
  })

  it("is never more than Klarna guarantees, nor than the payment takes", () => {
    expect(due({ gone: [2, 1] }, { order_amount: 20000 })).toBe(20000)
    expect(due({ gone: [2, 1], amount: 180 })).toBe(18000)
  })

  it.each<[string, Partial<KlarnaMirror>, Partial<OrderSnapshot>]>([
    ["Klarna's fraud check has not said yes", { fraud_status: "PENDING" }, {}],
    ["Klarna stopped it", { fraud_status: "STOPPED" }, {}],
    ["Klarna has ended it", { status: "EXPIRED" }, {}],
    ["the order is canceled", {}, { canceled: true }],
    ["the two disagree about what was captured", { captured_amount: 5000 }, {}],
  ])("is nothing while %s", (_what, mirror, snapshot) => {
    expect(due({ gone: [2, 1] }, mirror, snapshot)).toBe(0)
  })
})
