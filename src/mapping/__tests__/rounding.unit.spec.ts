import { balancingLine, roundingLine } from "../rounding"
import { aLine } from "./support/order-line"

const lines = [aLine("shirt", 1, 10_000), aLine("mug", 1, 5_000)]

describe("What Medusa's unrounded prices leave over", () => {
  it.each([
    ["more", 15_002, { type: "surcharge", total_amount: 2, unit_price: 2 }],
    ["less", 14_998, { type: "discount", total_amount: -2, unit_price: -2 }],
  ])("is a line of its own when the order costs %s by no more than one öre per line", (_what, total, expected) => {
    const [line, ...others] = roundingLine(lines, total, "sek") as typeof lines
    expect(line).toMatchObject({ name: "Rounding", quantity: 1, ...expected })
    expect(line.reference).toBeTruthy()
    expect(others).toEqual([])
  })

  it.each([15_003, 14_997])("is no rounding any more when it is greater: a line is wrong (%i)", (total) => {
    expect(roundingLine(lines, total, "sek")).toEqual({
      unmappable: `The lines of this order add up to 150.00 SEK but its total is ${total / 100} SEK`,
    })
  })

  it("is nothing where they agree", () => {
    expect(roundingLine(lines, 15_000, "sek")).toEqual([])
  })
})

describe("The part of an order that is not Klarna's", () => {
  it.each([
    ["what the store says of it", "Paid by gift card", "Paid by gift card"],
    ["plain words when the store says nothing", undefined, "Adjustment"],
    ["plain words when nothing readable is left of what the store says", " <> ", "Adjustment"],
  ])("is a discount called by %s", (_what, reason, name) => {
    const [line, ...others] = balancingLine(10_000, 6_000, reason)
    expect(line).toMatchObject({ type: "discount", name, quantity: 1, unit_price: -4_000, total_amount: -4_000 })
    expect(line.reference).toBeTruthy()
    expect(others).toEqual([])
  })

  it("is a surcharge where Klarna captured more than the order costs by now, and nothing where all is Klarna's", () => {
    expect(balancingLine(6_000, 10_000)).toMatchObject([{ type: "surcharge", total_amount: 4_000 }])
    expect(balancingLine(6_000, 6_000)).toEqual([])
  })
})
