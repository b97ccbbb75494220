import { BigNumber, MathBN } from "@medusajs/framework/utils"
import fc from "fast-check"
import { type Amount, formatMinor, fromMinor, toMinor, toTaxRate } from "../money"

describe("money", () => {
  it.each<[Amount, number]>([
    [319.973, 31997],
    ["319.975", 31998],
    [1.005, 101],
    [-1.005, -101],
    [new BigNumber("99.995"), 10000],
    [MathBN.div(100, 3), 3333],
    [{ value: "12.34" }, 1234],
    [{ raw: { value: "12.34" } }, 1234],
    [{ numeric: 12.34 }, 1234],
    [null, 0],
    [undefined, 0],
    [0, 0],
  ])("reads %p in any form that Medusa uses and rounds half up, away from zero [cases 51, 74]", (major, minor) => {
    expect(toMinor(major, "sek")).toBe(minor)
  })

  it("does not lose a minor unit to the noise of Medusa's 20 digits [case 74]", () => {
    expect(toMinor("10.124999999999999999", "EUR")).toBe(1013)
  })

  it("has no minus zero", () => {
    expect(Object.is(toMinor(-0.001, "EUR"), 0)).toBe(true)
  })

  it("counts the forint in hundredths, as Klarna does", () => {
    expect(toMinor(12990, "huf")).toBe(1_299_000)
  })

  it.each(["jpy", "KWD", "isk"])("refuses %s with a sentence instead of guessing its decimals", (currency) => {
    expect(() => toMinor(1, currency)).toThrow(`Klarna does not sell in ${currency.toUpperCase()}`)
  })

  it.each([NaN, "ten", Infinity])("refuses %p, which is not an amount", (amount) => {
    expect(() => toMinor(amount, "EUR")).toThrow("not a number")
  })

  it("gives Medusa back the number that was rounded", () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000_000, max: 200_000_000 }), (minor) => {
        expect(toMinor(fromMinor(minor), "EUR")).toBe(minor)
      })
    )
  })

  it("writes tax rates with two implied decimals, finer ones rounded [case 26]", () => {
    expect([25, "14.975", 8.875, 5.5, null].map(toTaxRate)).toEqual([2500, 1498, 888, 550, 0])
  })

  it("writes an amount for a sentence", () => {
    expect(formatMinor(-31997, "sek")).toBe("-319.97 SEK")
  })
})
