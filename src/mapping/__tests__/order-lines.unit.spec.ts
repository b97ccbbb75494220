import type { OrderLine } from "../../klarna/types"
import type { LinesInput } from "../order-line-input"
import { orderLines } from "../order-lines"
import { type ItemFacts, linesInput, medusaOrder, type OrderFacts } from "./support/medusa-order"

const mapped = (facts: OrderFacts, changes: Partial<LinesInput> = {}) =>
  orderLines(linesInput(medusaOrder(facts), changes))

function lines(facts: OrderFacts, changes: Partial<LinesInput> = {}): OrderLine[] {
  const result = mapped(facts, changes)
  if ("unmappable" in result) throw new Error(result.unmappable)
  return result.lines
}
const line = (item: ItemFacts, changes: Partial<LinesInput> = {}) => lines({ items: [item] }, changes)[0]!

describe("the line of an item", () => {
  it("has gross price, contained tax, stable reference and the id of the Medusa line", () => {
    expect(
      line({ unit_price: 100, quantity: 2, variant_sku: "SHIRT-M", product_title: "Shirt", variant_title: "M" })
    ).toEqual({
      type: "physical",
      reference: "SHIRT-M",
      name: "Shirt - M",
      quantity: 2,
      unit_price: 10000,
      total_amount: 20000,
      total_discount_amount: 0,
      tax_rate: 2500,
      total_tax_amount: 4000,
      merchant_data: "ordli_0000",
    })
  })

  it("adds the tax where the shop's prices are without", () => {
    expect(line({ unit_price: 100, is_tax_inclusive: false })).toMatchObject({
      unit_price: 12500,
      total_tax_amount: 2500,
    })
  })

  it("has the discount in the line, with its tax", () => {
    const discounted = { unit_price: 99.99, quantity: 3, discounts: [{ amount: 24 }] }
    expect(line(discounted)).toMatchObject({
      unit_price: 9999,
      total_discount_amount: 3000,
      total_amount: 26997,
      total_tax_amount: 5399,
    })
    expect(line({ ...discounted, discounts: [{ amount: 30, is_tax_inclusive: true }] })).toMatchObject({
      total_discount_amount: 3000,
      total_amount: 26997,
    })
  })

  it("is digital where nothing is shipped [case 34]", () => {
    expect(line({ unit_price: 1, requires_shipping: false }).type).toBe("digital")
  })

  it("is kept when it is free [case 25]", () => {
    expect(line({ unit_price: 0 })).toMatchObject({ unit_price: 0, total_amount: 0, total_tax_amount: 0 })
    expect(line({ unit_price: 10, discounts: [{ amount: 10, is_tax_inclusive: true }] })).toMatchObject({
      unit_price: 1000,
      total_discount_amount: 1000,
      total_amount: 0,
      total_tax_amount: 0,
    })
  })

  it("rounds the price up and lets the discount absorb the rest where it does not divide", () => {
    expect(line({ unit_price: "3.33333333", quantity: 3 })).toMatchObject({
      quantity: 3,
      unit_price: 334,
      total_discount_amount: 2,
      total_amount: 1000,
    })
  })

  it("sells a weight as one piece with the weight in the name", () => {
    expect(line({ unit_price: 99.9, quantity: 1.5, title: "Cheese" })).toMatchObject({
      name: "Cheese × 1.5",
      quantity: 1,
      unit_price: 14985,
      total_amount: 14985,
    })
  })

  it("is a discount of one piece where its price is negative [case 35]", () => {
    expect(line({ unit_price: -10, quantity: 3, title: "Goodwill" })).toMatchObject({
      type: "discount",
      name: "Goodwill × 3",
      quantity: 1,
      unit_price: -3000,
      total_amount: -3000,
      total_discount_amount: 0,
      total_tax_amount: -600,
    })
  })

  it("counts what the customer keeps: requested returns stay, received and dismissed ones are off", () => {
    expect(line({ unit_price: 10, quantity: 5, requested: 1, returned: 1, dismissed: 1 }).quantity).toBe(3)
    expect(lines({ items: [{ unit_price: 10, quantity: 2, returned: 2 }] })).toEqual([])
  })

  it("adds up several taxes and rounds finer rates first [case 62]", () => {
    expect(line({ unit_price: 114.98, rates: [5, 9.975] })).toMatchObject({ tax_rate: 1498, total_tax_amount: 1498 })
  })

  it("uses Klarna's formula where Medusa's tax is too far from it", () => {
    const fine = line({ unit_price: 100_000, rates: [8.875] })
    expect(fine).toMatchObject({ tax_rate: 888, total_amount: 10_000_000, total_tax_amount: 815_577 })
  })

  it("is named by the order's snapshot, never empty, never too long [case 14]", () => {
    expect(
      line({ unit_price: 1, title: "Own title", product_title: null, variant_title: "Default variant" }).name
    ).toBe("Own title")
    expect(line({ unit_price: 1, title: "", product_title: " <b>\n" }).name).toBe("b")
    expect(line({ unit_price: 1, title: "" }).name).toBe("Item")
    const long = line({ unit_price: 1, quantity: 0.5, title: "x".repeat(300) }).name
    expect(long).toHaveLength(255)
    expect(long).toMatch(/x × 0.5$/)
  })

  it("does not halve a character when a name is cut", () => {
    expect(line({ unit_price: 1, title: "x".repeat(254) + "🧀" }).name).toBe("x".repeat(254))
  })

  it("falls back to the variant and then the line for its reference, at most 64 characters [case 60]", () => {
    expect(line({ unit_price: 1, variant_id: "variant_1" }).reference).toBe("variant_1")
    expect(line({ unit_price: 1 }).reference).toBe("ordli_0000")
    expect(line({ unit_price: 1, variant_sku: "s".repeat(100) }).reference).toHaveLength(64)
  })

  it("shows a picture only where its address is one that Klarna takes", () => {
    expect(line({ unit_price: 1, thumbnail: "https://cdn.example.com/a.png" }).image_url).toBe(
      "https://cdn.example.com/a.png"
    )
    for (const thumbnail of ["/static/a.png", "data:image/png;base64,AA", `https://x.y/${"a".repeat(1024)}`, null])
      expect(line({ unit_price: 1, thumbnail })).not.toHaveProperty("image_url")
  })
})

describe("the other lines", () => {
  it("has one line per shipping method, free ones included [cases 25, 35]", () => {
    const shipping = [
      { amount: 49, shipping_option_id: "so_1" },
      { amount: 0, name: "Pick-up" },
    ]
    const [first, second] = lines({ shipping })
    expect(first).toMatchObject({
      type: "shipping_fee",
      reference: "so_1",
      name: "Parcel",
      quantity: 1,
      unit_price: 4900,
      tax_rate: 2500,
      total_tax_amount: 980,
      merchant_data: "ordsm_0",
    })
    expect(second).toMatchObject({ reference: "Pick-up", name: "Pick-up", total_amount: 0 })
  })

  it("has each row's own tax rate, for goods, deliveries and fees alike [cases 26, 30, 40, 62, 77]", () => {
    const told = lines({
      items: [
        { unit_price: 100, rates: [25] },
        { unit_price: 112, rates: [12] },
        { unit_price: 50, rates: [] },
        { unit_price: -20, rates: [6], title: "Fee taken back" },
      ],
      shipping: [
        { amount: 49, rates: [25] },
        { amount: 56, rates: [12] },
      ],
    })
    expect(told.map(({ tax_rate, total_tax_amount }) => [tax_rate, total_tax_amount])).toEqual([
      [2500, 2000],
      [1200, 1200],
      [0, 0],
      [600, -113],
      [2500, 980],
      [1200, 600],
    ])
  })

  it("shows a discount on the shipping in its line", () => {
    const [shipping] = lines({ shipping: [{ amount: 50, discounts: [{ amount: 40 }] }] })
    expect(shipping).toMatchObject({ unit_price: 5000, total_discount_amount: 5000, total_amount: 0 })
  })

  it("has one negative line without tax per credit line and gift card [case 59]", () => {
    const credits = [
      { amount: 20, reference: "Goodwill", reference_id: "gw_1" },
      { amount: 30, reference: "gift-card", reference_id: "gc_1" },
    ]
    const [, goodwill, giftCard] = lines({ items: [{ unit_price: 100 }], credits })
    expect(goodwill).toMatchObject({ type: "store_credit", reference: "gw_1", unit_price: -2000, total_amount: -2000 })
    // Medusa's id of a credit line changes whenever anything is packed: then the same request would not be the same any more.
    expect(goodwill).not.toHaveProperty("merchant_data")
    expect(giftCard).toMatchObject({ type: "gift_card", reference: "gc_1", total_amount: -3000, total_tax_amount: 0 })
  })

  it("leaves out credits that Medusa's total leaves out", () => {
    const facts = { currency_code: "huf", items: [{ unit_price: 1000 }], credits: [{ amount: 0.9 }] }
    expect(lines(facts)).toHaveLength(1)
  })

  it("leaves out a credit of nothing beside others", () => {
    const credits = [
      { amount: 20, reference: "Goodwill" },
      { amount: 0, reference: "Empty card" },
    ]
    expect(lines({ items: [{ unit_price: 100 }], credits }).map(({ reference }) => reference)).toEqual([
      "ordli_0000",
      "Goodwill",
    ])
  })

  it.each([[undefined], [null]])("keeps the credits where Medusa says no sum of them: %s", (credit_line_total) => {
    const facts = { items: [{ unit_price: 100 }], credits: [{ amount: 20, reference: "Goodwill" }] }
    expect(lines(facts, { credit_line_total })[1]).toMatchObject({ reference: "Goodwill", total_amount: -2000 })
  })

  it("has no tax line where a sales tax market takes none", () => {
    const items = [{ unit_price: 100, is_tax_inclusive: false, rates: [] }]
    expect(lines({ currency_code: "usd", items }, { country: "US" })).toHaveLength(1)
  })

  it("has no lines for what an order does not have", () => {
    const { items, ...order } = linesInput(medusaOrder({ items: [{ unit_price: 100 }] }))
    const bare = { ...order, items: [null, ...items!, null], shipping_methods: null, credit_lines: undefined }
    expect(orderLines(bare)).toEqual(orderLines({ ...order, items }))
  })

  it("sends net prices and one tax line in sales tax markets", () => {
    const facts = { currency_code: "usd", items: [{ unit_price: 100, is_tax_inclusive: false, rates: [8.875] }] }
    const [item, tax] = lines(facts, { country: "US" })
    expect(item).toMatchObject({ unit_price: 10000, total_amount: 10000, tax_rate: 0, total_tax_amount: 0 })
    expect(tax).toMatchObject({ type: "sales_tax", name: "Sales Tax", quantity: 1, total_amount: 888, tax_rate: 0 })
    expect(tax.reference).toBe("sales-tax")
    expect(lines(facts, { country: "us", sales_tax_countries: [] })[0]).toMatchObject({ total_amount: 10888 })
  })

  it("says what is left of the order's own rounding, and only then [case 69]", () => {
    const thirds = [{ unit_price: 0.004 }, { unit_price: 0.004 }]
    const rounded = lines({ items: thirds })
    expect(rounded[2]).toMatchObject({ type: "surcharge", name: "Rounding", total_amount: 1, total_tax_amount: 0 })
    const down = lines({ items: [{ unit_price: 0.006 }, { unit_price: 0.006 }, { unit_price: 0.0001 }] })
    expect(down[3]).toMatchObject({ type: "discount", name: "Rounding", total_amount: -1 })
    expect(lines({ items: [{ unit_price: 1 }] }).map(({ name }) => name)).not.toContain("Rounding")
  })

  it("says why Klarna's amount is not the order's total", () => {
    const facts = { items: [{ unit_price: 100 }] }
    const less = { target_amount: 6000, balancing_reason: "Paid by other means" }
    expect(lines(facts, less)[1]).toMatchObject({
      type: "discount",
      name: "Paid by other means",
      total_amount: -4000,
      tax_rate: 0,
      total_tax_amount: 0,
    })
    expect(lines(facts, { target_amount: 12000 })[1]).toMatchObject({ type: "surcharge", total_amount: 2000 })
  })
})

describe("an order that cannot be told honestly", () => {
  it("says that lines and total disagree", () => {
    expect(mapped({ items: [{ unit_price: 99 }] }, { order_total: 10300, target_amount: 10300 })).toEqual({
      unmappable: "The lines of this order add up to 99.00 SEK but its total is 103.00 SEK",
    })
  })

  it("says that an amount is above Klarna's limit", () => {
    expect(mapped({ items: [{ unit_price: 2_000_000 }] })).toHaveProperty("lines")
    expect(mapped({ items: [{ unit_price: 2_000_000.01 }] })).toEqual({
      unmappable: "An amount of this order, 2000000.01 SEK, is above Klarna's limit of 2000000.00 SEK",
    })
  })

  it("says so of a line alone, when the order is below the limit because of its discount", () => {
    expect(mapped({ items: [{ unit_price: 2_100_000, discounts: [{ amount: 1_000_000 }] }] })).toEqual({
      unmappable: "An amount of this order, 2100000.00 SEK, is above Klarna's limit of 2000000.00 SEK",
    })
  })

  it("says that it has too many lines", () => {
    const items = Array.from({ length: 1001 }, () => ({ unit_price: 1 }))
    expect(mapped({ items })).toEqual({ unmappable: "The order has 1001 lines and Klarna takes 1000" })
    expect(mapped({ items: items.slice(1) })).toHaveProperty("lines")
  })

  it("says that a tax rate is none", () => {
    for (const rate of [101, -1]) {
      const taxed = mapped({ items: [{ unit_price: 1, rates: [rate] }] })
      expect(taxed).toEqual({ unmappable: expect.stringContaining("between 0 and 100 %") })
    }
    expect(mapped({ items: [{ unit_price: 1, rates: [100] }] })).toHaveProperty("lines")
  })

  it("says that totals are missing instead of taking them for zero [case 37]", () => {
    const order = medusaOrder({ items: [{ unit_price: 10 }] })
    for (const total of [undefined, null]) {
      const items = order.items!.map((item) => ({ ...item!, total }))
      const told = orderLines(linesInput({ ...order, items }))
      expect(told).toEqual({ unmappable: expect.stringContaining("has no total") })
    }
  })
})
