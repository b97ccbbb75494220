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

describe("Whether everything has left", () => {
  const shirt = { unit_price: 100, quantity: 2, fulfilled: 2, shipped: 2 }
  const voucher = { unit_price: 50, requires_shipping: false, fulfilled: 1 }

  it.each<[string, boolean, NonNullable<OrderFacts["items"]>]>([
    ["all of it was shipped", true, [shirt, { unit_price: 40, fulfilled: 1, shipped: 1 }]],
    ["one piece of two is still here", false, [{ ...shirt, shipped: 1 }]],
    ["one item of two is still here", false, [shirt, { unit_price: 40, fulfilled: 1 }]],
    ["it is packed and was not handed over", false, [{ ...shirt, shipped: 0 }]],
    ["a voucher beside it was sent, which needs no shipping", true, [shirt, voucher]],
    ["a voucher beside it was not sent yet", false, [shirt, { ...voucher, fulfilled: 0 }]],
    ["it needs shipping for all we know, and is only packed", false, [{ ...voucher, requires_shipping: undefined }]],
    ["an item was taken off the order again", true, [shirt, { unit_price: 40, quantity: 0 }]],
    ["nothing is left on the order", false, [{ unit_price: 40, quantity: 0 }]],
    ["it has no items", false, []],
  ])("when %s: %s", (_, isShipped, items) => {
    expect(snapshot({ items }).is_shipped).toBe(isShipped)
  })

  it("is not known of an item of which Medusa says nothing", () => {
    const order = medusaOrder({ items: [shirt, shirt] })
    const [known, unknown] = order.items!
    const of = (items: typeof order.items) => orderSnapshot({ ...order, items, total: 0 }, context).is_shipped
    expect(of([{ ...known!, requires_shipping: null }, null])).toBe(true)
    expect(of([{ ...unknown!, detail: null }])).toBe(false)
    expect(of(null)).toBe(false)
  })
})

describe("Whether anything was packed or is on its way back", () => {
  it("is yes for one item of several", () => {
    const items = [{ unit_price: 1 }, { unit_price: 1, fulfilled: 1, requested: 1 }]
    expect(snapshot({ items })).toMatchObject({ has_fulfilled_items: true, has_open_return: true })
  })

  it("is no where Medusa says nothing", () => {
    const order = medusaOrder({ items: [{ unit_price: 1 }] })
    const items = [null, { ...order.items![0]!, detail: null }]
    const nothing = { has_fulfilled_items: false, has_open_return: false }
    expect(orderSnapshot({ ...order, items }, context)).toMatchObject(nothing)
    expect(orderSnapshot({ ...order, items: null, total: 0 }, context)).toMatchObject(nothing)
  })
})

describe("A function of the store that failed", () => {
  const fails = (problem: string) => () => ({ problem })
  const order = { items: [{ unit_price: 100 }] }
  const shaped = (customize: SnapshotContext["options"]["customize"]) =>
    snapshot(order, { options: { ...context.options, customize } })

  it("keeps the lines from being sent, and nothing else", () => {
    const failed = shaped({ orderLines: fails("It threw.") })
    expect(failed).toMatchObject({ lines: [], unmappable: "It threw.", target_amount: 10000 })
    expect(failed.customization_failed).toEqual({ lines: "It threw." })
    expect(failed.references).toEqual({ merchant_reference1: "7", merchant_reference2: "order_1" })
  })

  it("keeps the references from being sent, and nothing else", () => {
    const failed = shaped({ references: fails("It threw.") })
    expect(failed.customization_failed).toEqual({ references: "It threw." })
    expect(failed).toMatchObject({ references: {}, lines: [{ total_amount: 10000 }] })
    expect(failed).not.toHaveProperty("unmappable")
  })
})
