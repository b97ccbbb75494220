import { orderSnapshot, type SnapshotContext } from "../order-snapshot"
import { medusaOrder, type OrderFacts, payment } from "./support/medusa-order"

const context: SnapshotContext = {
  klarna_order_id: "klarna-1",
  purchase_country: "SE",
  options: {
    references: { merchantReference1: "display_id", merchantReference2: "id" },
    salesTaxCountries: ["US"],
  },
}
const lund = { first_name: "Ada", city: "Lund", country_code: "se" }
const snapshot = (facts: OrderFacts, changes: Partial<SnapshotContext> = {}) =>
  orderSnapshot(medusaOrder(facts), { ...context, ...changes })

describe("what an order says in Klarna's terms", () => {
  it("is plain values, the same twice", () => {
    const facts = { items: [{ unit_price: 99.99, quantity: 3, discounts: [{ amount: 24 }] }], shipping: [{}] }
    const first = snapshot(facts)
    expect(first).toEqual(snapshot(facts))
    expect(JSON.parse(JSON.stringify(first))).toEqual(first)
    expect(first).toMatchObject({
      order_id: "order_1",
      currency: "SEK",
      canceled: false,
      order_total: 31897,
      target_amount: 31897,
      references: { merchant_reference1: "7", merchant_reference2: "order_1" },
    })
    expect(first.lines).toHaveLength(2)
    expect(first).not.toHaveProperty("unmappable")
    expect(first).not.toHaveProperty("description")
  })

  it("does not touch the order", () => {
    const order = medusaOrder({ items: [{ unit_price: 10 }, { unit_price: 20 }], shipping_address: lund })
    const before = JSON.stringify(order)
    orderSnapshot(order, context)
    expect(JSON.stringify(order)).toBe(before)
  })

  it("sends the email with the delivery address where there is one, else with the billing address", () => {
    const both = snapshot({ shipping_address: lund, billing_address: lund })
    expect(both.shipping_address).toEqual({ given_name: "Ada", city: "Lund", country: "SE", email: "ada@example.com" })
    expect(both.billing_address).toEqual({ given_name: "Ada", city: "Lund", country: "SE" })
    const digital = snapshot({ billing_address: lund })
    expect(digital.billing_address?.email).toBe("ada@example.com")
    expect(digital).not.toHaveProperty("shipping_address")
  })

  it("knows a cancelled order, fulfilled items and open returns", () => {
    expect(snapshot({ status: "canceled" }).canceled).toBe(true)
    const returned = snapshot({ items: [{ unit_price: 1, quantity: 2, fulfilled: 2, requested: 1 }] })
    expect(returned).toMatchObject({ has_fulfilled_items: true, has_open_return: true })
    const placed = snapshot({ items: [{ unit_price: 1 }] })
    expect(placed).toMatchObject({ has_fulfilled_items: false, has_open_return: false })
  })

  it("carries the merchant's own references", () => {
    const noted = snapshot({}, { overrides: { merchant_reference2: "ERP" } })
    expect(noted.references.merchant_reference2).toBe("ERP")
  })

  it("says why Klarna's amount is not the total", () => {
    const manual = payment({ id: "pay_2", provider_id: "pp_system_default", amount: 40 })
    const split = [{ id: "c", payments: [payment({ amount: 60 }), manual] }]
    const shared = snapshot({ items: [{ unit_price: 100 }], payment_collections: split })
    expect(shared.lines.at(-1)).toMatchObject({ name: "Paid by other means", total_amount: -4000 })
    const captured = payment({ amount: 100, captures: [{ amount: 100 }], refunds: [{ amount: 50 }] })
    const returned = snapshot({
      items: [{ unit_price: 50, quantity: 2, fulfilled: 2, returned: 1 }],
      transaction_total: 50,
      payment_collections: [{ id: "c", payments: [captured] }],
    })
    expect(returned.lines.at(-1)).toMatchObject({ name: "Already charged", total_amount: 5000 })
  })

  it("has no lines but a sentence where they cannot be made", () => {
    expect(snapshot({ items: [{ unit_price: 3_000_000 }] })).toMatchObject({
      lines: [],
      unmappable: expect.stringContaining("above Klarna's limit"),
      target_amount: 300_000_000,
    })
  })

  it("refuses a currency that Klarna does not have [case 61]", () => {
    expect(() => snapshot({ currency_code: "jpy" })).toThrow("Klarna does not sell in JPY")
  })
})
