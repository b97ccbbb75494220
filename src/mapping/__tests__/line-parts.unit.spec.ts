import fc from "fast-check"
import type { OrderLine } from "../../klarna/types"
import { partOfLine, sumOf, whatIsLeft } from "../line-parts"
import { isTolerated } from "../order-line-tax"

const aLine = fc
  .record({
    quantity: fc.integer({ min: 1, max: 12 }),
    unit_price: fc.integer({ min: 0, max: 100_000 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    tax_rate: fc.constantFrom(0, 600, 1200, 2500),
  })
  .map(({ quantity, unit_price, share, tax_rate }): OrderLine => {
    const total_discount_amount = Math.floor(quantity * unit_price * share)
    const total_amount = quantity * unit_price - total_discount_amount
    const total_tax_amount = Math.round((total_amount * tax_rate) / (10_000 + tax_rate))
    return {
      name: "Shirt",
      merchant_data: "one",
      ...{ quantity, unit_price, total_discount_amount, total_amount },
      tax_rate,
      total_tax_amount,
    }
  })

describe("A line that goes in parts", () => {
  it("is the whole line again when all parts are there, to the last minor unit", () => {
    fc.assert(
      fc.property(aLine, fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 12, maxLength: 12 }), (line, sizes) => {
        const parts: OrderLine[] = []
        for (const size of sizes) {
          const [left] = whatIsLeft([line], parts)
          if (left) parts.push(...whatIsLeft([line], parts, () => line.quantity - left.quantity + size))
        }
        expect(sumOf(parts)).toBe(line.total_amount)
        expect(parts.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(line.quantity)
        expect(whatIsLeft([line], parts)).toEqual([])
      })
    )
  })

  it("keeps Klarna's arithmetic in every part [case 24]", () => {
    fc.assert(
      fc.property(aLine, fc.nat(11), fc.nat(11), (line, from, size) => {
        const before = from % line.quantity
        const pieces = 1 + (size % (line.quantity - before))
        const part = partOfLine(line, pieces, before)
        expect(part.total_amount).toBe(part.quantity * part.unit_price - (part.total_discount_amount ?? 0))
        expect(part.total_discount_amount).toBeGreaterThanOrEqual(0)
        expect(isTolerated(part.total_tax_amount ?? 0, part.total_amount, part.tax_rate ?? 0)).toBe(true)
      })
    )
  })

  it("leaves nothing of a line of which the order has less by now than went with earlier parts", () => {
    const line: OrderLine = { name: "Shirt", merchant_data: "one", quantity: 1, unit_price: 100, total_amount: 100 }
    expect(whatIsLeft([line], [{ ...line, quantity: 2, total_amount: 200 }])).toEqual([])
  })
})
