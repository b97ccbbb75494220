import type { OrderLine } from "../../klarna/types"
import { addressFingerprints, contentFingerprint, linesFingerprint } from "../fingerprint"

const line: OrderLine = { type: "physical", name: "Shirt", quantity: 1, unit_price: 1000, total_amount: 1000 }

describe("the fingerprint of lines", () => {
  it("is the same for what was sent and what Klarna reads back with its defaults", () => {
    const read = {
      ...line,
      reference: "",
      quantity_unit: "",
      total_discount_amount: 0,
      tax_rate: 0,
      total_tax_amount: 0,
    }
    expect(linesFingerprint(1000, [read], "k")).toBe(linesFingerprint(1000, [line], "k"))
  })

  it("does not change when the cart's lines become the order's", () => {
    const inCart = { ...line, merchant_data: "cali_1" }
    expect(linesFingerprint(1000, [inCart], "k")).toBe(
      linesFingerprint(1000, [{ ...line, merchant_data: "ordli_1" }], "k")
    )
  })

  it.each<[string, OrderLine]>([
    ["name", { ...line, name: "Skirt" }],
    ["price", { ...line, unit_price: 999 }],
    ["discount", { ...line, total_discount_amount: 1 }],
    ["tax", { ...line, total_tax_amount: 1 }],
    ["tax rate", { ...line, tax_rate: 2500 }],
    ["reference", { ...line, reference: "A" }],
    ["type", { ...line, type: "digital" }],
  ])("changes with the %s of a line", (_, changed) => {
    expect(linesFingerprint(1000, [changed], "k")).not.toBe(linesFingerprint(1000, [line], "k"))
  })

  it("changes with the amount, with a doubled line, and from one Klarna order to the next", () => {
    const known = linesFingerprint(1000, [line], "k")
    expect(linesFingerprint(1001, [line], "k")).not.toBe(known)
    expect(linesFingerprint(1000, [line, line], "k")).not.toBe(known)
    expect(linesFingerprint(1000, [line], "other")).not.toBe(known)
  })
})

describe("the fingerprints of an address", () => {
  it("are one per field that has a value", () => {
    expect(Object.keys(addressFingerprints({ city: "Lund", region: "" }, "k"))).toEqual(["city"])
  })

  it("do not show that two fields have the same value", () => {
    const { city, region } = addressFingerprints({ city: "Lund", region: "Lund" }, "k")
    expect(city).not.toBe(region)
  })

  it("see no difference in spellings that mean the same", () => {
    const typed = {
      postal_code: "123 45",
      phone: "+46 70-123",
      email: "Ada@Example.com",
      country: "se",
      city: " Lund ",
    }
    const read = { postal_code: "12345", phone: "+4670123", email: "ada@example.com", country: "SE", city: "Lund" }
    expect(addressFingerprints(typed, "k")).toEqual(addressFingerprints(read, "k"))
  })

  it("see a corrected name", () => {
    const of = (family_name: string) => addressFingerprints({ family_name }, "k").family_name
    expect(of("McDonald")).not.toBe(of("Mcdonald"))
  })
})

describe("the fingerprint of any content", () => {
  it("does not depend on the order of keys or on undefined ones", () => {
    const [a, b] = [
      { x: 1, y: { p: "", q: undefined } },
      { y: { p: "" }, x: 1 },
    ]
    expect(contentFingerprint("cancel", a, "k")).toBe(contentFingerprint("cancel", b, "k"))
  })

  it("depends on kind and value, and is 32 hex characters", () => {
    expect(contentFingerprint("cancel", {}, "k")).toMatch(/^[0-9a-f]{32}$/)
    expect(contentFingerprint("cancel", {}, "k")).not.toBe(contentFingerprint("release", {}, "k"))
    expect(contentFingerprint("cancel", { a: "" }, "k")).not.toBe(contentFingerprint("cancel", {}, "k"))
  })
})
