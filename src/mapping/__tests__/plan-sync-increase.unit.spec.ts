import { isIncreaseEligible } from "../plan-increase"
import type { IncreaseRule } from "../types"

const RULES: IncreaseRule[] = [
  { methods: ["INVOICE", "INVOICE_BUSINESS", "ACCOUNT"], markets: { except: ["CH"] } },
  { methods: ["FIXED_AMOUNT"], markets: { only: ["SE", "DE"] } },
]

describe("whether Klarna takes a higher amount", () => {
  it.each([
    ["INVOICE", "SE", true],
    ["INVOICE", "CH", false],
    ["FIXED_AMOUNT", "DE", true],
    ["FIXED_AMOUNT", "GB", false],
    ["PAY_IN_X", "SE", false],
    ["SOMETHING_NEW", "SE", false],
  ])("%s in %s: %s", (method, country, eligible) => {
    expect(isIncreaseEligible(method, country, RULES)).toBe(eligible)
  })

  it("goes by either name that Klarna has for a method, in any letter case", () => {
    expect(isIncreaseEligible("base_account", "se", RULES)).toBe(true)
    expect(isIncreaseEligible("b2b_invoice", "ch", RULES)).toBe(false)
    expect(
      isIncreaseEligible("INVOICE_BUSINESS", "SE", [{ methods: ["b2b_invoice"], markets: { only: ["se"] } }])
    ).toBe(true)
  })

  it("is Klarna's to decide when the method is not known, whatever the table says", () => {
    expect(isIncreaseEligible(undefined, "SE", [])).toBe(true)
  })

  it("can be left to Klarna for every method", () => {
    expect(isIncreaseEligible("CARD", "SE", [{ methods: ["*"], markets: { except: [] } }])).toBe(true)
  })
})
