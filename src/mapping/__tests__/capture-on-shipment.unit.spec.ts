import { captureDue, valueOfShipped } from "../capture-on-shipment"
import type { OrderForSync, OrderPayment } from "../order-fields"
import { orderSnapshot } from "../order-snapshot"
import type { KlarnaMirror, OrderSnapshot } from "../types"
import { aMirror, anOrder, line, SALT } from "./plan-sync.fixtures"
import { medusaOrder, payment as paid } from "./support/medusa-order"

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

/** Three shirts of 100: two left and were captured, one of them came back and was refunded. */
function oneCameBack(shipped: number): number {
  const order = medusaOrder({
    items: [{ unit_price: 100, quantity: 3, fulfilled: shipped, shipped, returned: 1 }],
    transaction_total: 100,
    payment_collections: [
      {
        id: "paycol_1",
        payments: [paid({ amount: 300, captures: [{ amount: 200 }], refunds: [{ amount: 100 }] })],
      },
    ],
  })
  const klarna_order_id = String(order.payment_collections![0]!.payments![0]!.data!.klarna_order_id)
  const options = {
    references: { merchantReference1: "display_id", merchantReference2: "id" } as const,
    salesTaxCountries: [],
  }
  const snapshot = orderSnapshot(order, { klarna_order_id, purchase_country: "SE", options })
  const amounts = { order_amount: 30000, captured_amount: 20000, refunded_amount: 10000 }
  return captureDue(order, snapshot, aMirror({ ...amounts, klarna_order_id, status: "PART_CAPTURED" }))?.amount ?? 0
}

describe("What is to be captured when goods leave", () => {
  it("is nothing for what is still here when something came back, and no more than that when it leaves", () => {
    expect(oneCameBack(2)).toBe(0)
    expect(oneCameBack(3)).toBe(10000)
  })

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

  it("goes on after a part was captured", () => {
    expect(due({ gone: [2, 0], captured: 150 }, { status: "PART_CAPTURED" })).toBe(10000)
  })

  it("is all that remains where everything has left, although the lines cannot be told", () => {
    expect(due({ gone: [2, 1], captured: 150 }, {}, { lines: [], unmappable: "They do not add up" })).toBe(14000)
  })

  it("counts what needs no shipping as gone when it is fulfilled, whatever else waits", () => {
    const { order, snapshot } = sold({ gone: [1, 0] })
    const [shirtsSold, voucher] = order.items!
    const withVoucher = (fulfilled_quantity: number, shipped_quantity = 0): OrderForSync => ({
      ...order,
      items: [
        {
          ...shirtsSold!,
          requires_shipping: true,
          detail: { quantity: 2, shipped_quantity: 1, fulfilled_quantity: 2 },
        },
        { ...voucher!, requires_shipping: false, detail: { quantity: 1, shipped_quantity, fulfilled_quantity } },
      ],
    })
    expect(valueOfShipped(withVoucher(0), snapshot)).toBe(15000)
    expect(valueOfShipped(withVoucher(1), snapshot)).toBe(19000)
    // Medusa counts it as shipped only where somebody says so; fulfilled it has to be in any case.
    expect(valueOfShipped(withVoucher(0, 1), snapshot)).toBe(15000)
  })

  it("is nothing of an order without items", () => {
    const { order, snapshot } = sold({})
    expect(valueOfShipped({ ...order, items: null }, snapshot)).toBe(0)
  })

  it("is nothing, not a capture of zero, where all of it is captured", () => {
    const { order, snapshot, mirror } = sold({ gone: [1, 0], captured: 150 })
    expect(captureDue(order, snapshot, mirror)).toBeUndefined()
  })

  it("is a person's to decide where no payment, or more than one, waits for it", () => {
    const { order, snapshot, mirror } = sold({ gone: [2, 1] })
    const payments = order.payment_collections![0]!.payments as OrderPayment[]
    const paidBy = (waiting: OrderPayment[]) => ({
      ...order,
      payment_collections: [{ id: "paycol_1", payments: waiting }],
    })
    expect(captureDue(paidBy([]), snapshot, mirror)).toBeUndefined()
    expect(captureDue(paidBy([...payments, { ...payments[0], id: "pay_2" }]), snapshot, mirror)).toBeUndefined()
    expect(captureDue(paidBy(payments), snapshot, mirror)).toEqual({ payment: payments[0], amount: 29000 })
  })

  it("is never more than Klarna guarantees, nor than the payment takes", () => {
    expect(due({ gone: [2, 1], captured: 150 }, { order_amount: 20000 })).toBe(5000)
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
