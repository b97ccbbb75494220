import fc from "fast-check"
import type { OrderLine } from "../../klarna/types"
import { linesFingerprint } from "../fingerprint"
import { decimal, toMinor } from "../money"
import { currentQuantity } from "../order-line-item"
import { orderLines } from "../order-lines"
import { purchaseDetails } from "../purchase"
import { linesInput, medusaOrder, type ItemFacts, type OrderFacts } from "./support/medusa-order"

const price = fc.oneof(
  fc.integer({ min: 0, max: 500_000 }).map((minor) => minor / 100),
  fc.integer({ min: 0, max: 9_999_999 }).map((thousandths) => thousandths / 10_000),
  fc.constantFrom(0, 0.01, 0.005, 99.99, 33.335, 1234.5)
)
const rates: fc.Arbitrary<number[]> = fc.oneof(
  fc.constantFrom<number[]>([], [0], [25], [5.5], [8.875], [14.975], [5, 9.975], [6, 2.25, 0.125], [21], [19]),
  fc.array(
    fc.integer({ min: 0, max: 3000 }).map((hundredths) => hundredths / 100),
    { maxLength: 3 }
  )
)
const share = fc.oneof(fc.constantFrom(0.1, 0.15, 1 / 3, 0.5, 1), fc.double({ min: 0.001, max: 1, noNaN: true }))
const quantity = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(1.5, 0.25, 2.375, 30))

const discountsOf = (amount: number) =>
  fc
    .array(fc.record({ share, is_tax_inclusive: fc.boolean() }), { maxLength: 2 })
    .map((parts) =>
      parts.map(({ share, is_tax_inclusive }) => ({ amount: (amount * share) / parts.length, is_tax_inclusive }))
    )

const item: fc.Arbitrary<ItemFacts> = fc
  .record({ unit_price: price, quantity, rates, is_tax_inclusive: fc.boolean(), requires_shipping: fc.boolean() })
  .chain((facts) =>
    fc.record({
      facts: fc.constant(facts),
      discounts: discountsOf(facts.unit_price * facts.quantity),
      returned: fc.integer({ min: 0, max: Math.floor(facts.quantity) }),
      requested: fc.integer({ min: 0, max: 1 }),
      unit_price: fc.constantFrom(facts.unit_price, facts.unit_price, facts.unit_price, -facts.unit_price),
    })
  )
  .map(({ facts, unit_price, discounts, ...returns }) => ({
    ...facts,
    ...returns,
    unit_price,
    discounts: unit_price < 0 ? [] : discounts,
  }))

const shippingMethod = price.chain((amount) =>
  fc.record({ amount: fc.constant(amount), rates, is_tax_inclusive: fc.boolean(), discounts: discountsOf(amount) })
)
const credit = fc.record({ amount: price, reference: fc.constantFrom("gift-card", "store-credit", "Goodwill") })

const order: fc.Arbitrary<OrderFacts> = fc.record({
  currency_code: fc.constantFrom("sek", "eur", "usd", "huf", "cad"),
  items: fc.array(item, { maxLength: 6 }),
  shipping: fc.array(shippingMethod, { maxLength: 2 }),
  credits: fc.array(credit, { maxLength: 2 }),
})
const country = fc.constantFrom("SE", "CA", "US")
const runs = { numRuns: 150 }

const linesOf = (facts: OrderFacts, country: string, target?: number): OrderLine[] => {
  const medusa = medusaOrder(structuredClone(facts))
  const mapped = orderLines(linesInput(medusa, { country, ...(target !== undefined && { target_amount: target }) }))
  if ("unmappable" in mapped) throw new Error(mapped.unmappable)
  return mapped.lines
}

const sum = (lines: OrderLine[]) => lines.reduce((total, line) => total + line.total_amount, 0)

describe("any order that Medusa can make", () => {
  it("has lines that add up to exactly what Klarna is asked for [case 36]", () => {
    fc.assert(
      fc.property(order, country, (facts, country) => {
        expect(sum(linesOf(facts, country))).toBe(toMinor(medusaOrder(structuredClone(facts)).total, "eur"))
      }),
      runs
    )
  })

  it("adds up as well when Klarna pays only a part of it [case 36]", () => {
    fc.assert(
      fc.property(order, country, fc.integer({ min: 0, max: 1_000_000 }), (facts, country, target) => {
        expect(sum(linesOf(facts, country, target))).toBe(target)
      }),
      runs
    )
  })

  it("has only lines that obey Klarna's arithmetic, in whole numbers [case 24]", () => {
    fc.assert(
      fc.property(order, country, (facts, country) => {
        for (const line of linesOf(facts, country)) {
          const {
            quantity,
            unit_price,
            total_amount,
            total_discount_amount = 0,
            total_tax_amount = 0,
            tax_rate = 0,
          } = line
          expect(
            [quantity, unit_price, total_amount, total_discount_amount, total_tax_amount, tax_rate].every(isWhole)
          ).toBe(true)
          expect(total_amount).toBe(quantity * unit_price - total_discount_amount)
          expect(total_discount_amount).toBeGreaterThanOrEqual(0)
          expect(total_amount < 0 ? unit_price < 0 : unit_price >= 0).toBe(true)
          expect(line.name.length).toBeGreaterThan(0)
        }
      }),
      runs
    )
  })

  it("has only taxes within one minor unit of Klarna's formula, of the line's own sign [case 38]", () => {
    fc.assert(
      fc.property(order, country, (facts, country) => {
        for (const { total_amount, total_tax_amount: tax = 0, tax_rate: rate = 0 } of linesOf(facts, country)) {
          expect(Math.abs(tax * (10_000 + rate) - total_amount * rate)).toBeLessThanOrEqual(10_000 + rate)
          expect(tax * total_amount).toBeGreaterThanOrEqual(0)
        }
      }),
      runs
    )
  })

  it("keeps every line at Medusa's own gross amount, rounded once", () => {
    fc.assert(
      fc.property(order, (facts) => {
        const medusa = medusaOrder(structuredClone(facts))
        const lines = linesOf(facts, "SE")
        const rows = [
          ...(medusa.items ?? []).filter((row) => currentQuantity(row!).gt(0)),
          ...(medusa.shipping_methods ?? []),
        ]
        for (const row of rows) {
          const line = lines.find(({ merchant_data }) => merchant_data === row!.id)!
          expect(decimal(row!.total).times(100).minus(line.total_amount).abs().toNumber()).toBeLessThanOrEqual(
            0.5 + 1e-6
          )
        }
      }),
      runs
    )
  })

  it("shows Medusa's tax as Klarna's where Klarna takes it", () => {
    fc.assert(
      fc.property(order, (facts) => {
        const medusa = medusaOrder(structuredClone(facts))
        const lines = linesOf(facts, "SE")
        for (const row of medusa.items ?? []) {
          const line = lines.find(({ merchant_data }) => merchant_data === row!.id)
          if (!line) continue
          const own = toMinor(row!.tax_total, "eur")
          const distance = Math.abs(own * (10_000 + line.tax_rate!) - line.total_amount * line.tax_rate!)
          if (distance <= 10_000 + line.tax_rate!) expect(line.total_tax_amount).toBe(own)
        }
      }),
      runs
    )
  })

  it("never needs a rounding line of more minor units than it has lines [case 69]", () => {
    fc.assert(
      fc.property(order, country, (facts, country) => {
        const lines = linesOf(facts, country)
        const rounding = lines.filter(({ reference }) => reference === "rounding")
        expect(rounding.length).toBeLessThanOrEqual(1)
        for (const { total_amount } of rounding) {
          expect(total_amount).not.toBe(0)
          expect(Math.abs(total_amount)).toBeLessThan(lines.length)
        }
      }),
      runs
    )
  })

  it("is told the same way twice, with the same fingerprint, whatever the order of the rows", () => {
    fc.assert(
      fc.property(order, country, (facts, country) => {
        const medusa = medusaOrder(structuredClone(facts))
        const input = linesInput(medusa, { country })
        const before = JSON.stringify(input)
        const shuffled = { ...input, items: [...(input.items ?? [])].reverse() }
        expect(orderLines(shuffled)).toEqual(orderLines(input))
        expect(JSON.stringify(input)).toBe(before)
        const lines = linesOf(facts, country)
        expect(linesFingerprint(1, [...lines].reverse(), "salt")).toBe(linesFingerprint(1, lines, "salt"))
        expect(linesFingerprint(1, lines.map(readBack), "salt")).toBe(linesFingerprint(1, lines, "salt"))
      }),
      runs
    )
  })

  it("is bought with the same lines as it is synced, and with the exact sum of their taxes [cases 31, 58, 63, 79]", () => {
    fc.assert(
      fc.property(order, country, (facts, country) => {
        const cart = medusaOrder(structuredClone(facts))
        if (toMinor(cart.total, "eur") <= 0) return
        const bought = purchaseDetails(cart, { country, salesTaxCountries: ["US"] })
        const lines = linesOf(facts, country)
        expect(bought.order_lines).toEqual(lines)
        const taxes = lines.map((line) => (line.type === "sales_tax" ? line.total_amount : line.total_tax_amount!))
        expect(bought.order_tax_amount).toBe(
          Math.max(
            taxes.reduce((sum, tax) => sum + tax, 0),
            0
          )
        )
      }),
      runs
    )
  })
})

/** Plain minus zero would be told apart from zero by nobody but us. */
const isWhole = (amount: number) => Number.isSafeInteger(amount) && !Object.is(amount, -0)

const readBack = (line: OrderLine): OrderLine => ({
  quantity_unit: "",
  product_url: "",
  total_discount_amount: 0,
  ...line,
})
