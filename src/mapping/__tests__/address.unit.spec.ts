import { diffAddress, klarnaAddress, MANDATORY_FIELDS, type MedusaAddress } from "../address"
import { addressFingerprints } from "../fingerprint"

const ada: MedusaAddress = {
  first_name: " Ada ",
  last_name: "Lovelace",
  address_1: "Storgatan 1",
  address_2: "2 tr",
  city: "Lund",
  postal_code: "222 22",
  province: null,
  country_code: "se",
  phone: "+46701234567",
  company: "",
}
const mapped = klarnaAddress(ada, "ada@example.com")!
const known = addressFingerprints(mapped, "k")

describe("an address", () => {
  it("speaks Klarna's words, without what is empty", () => {
    expect(mapped).toEqual({
      given_name: "Ada",
      family_name: "Lovelace",
      street_address: "Storgatan 1",
      street_address2: "2 tr",
      city: "Lund",
      postal_code: "222 22",
      country: "SE",
      phone: "+46701234567",
      email: "ada@example.com",
    })
  })

  it("names a state as Klarna does, where Medusa has its ISO code", () => {
    const region = (province: string, country_code: string) => klarnaAddress({ ...ada, province, country_code })?.region
    expect(region("us-ny", "us")).toBe("NY")
    expect(region("IT-MI", "it")).toBe("MI")
    expect(region("NY", "us")).toBe("NY")
    expect(region("us-ny", "ca")).toBe("us-ny")
    expect(region("Bas-Rhin", "fr")).toBe("Bas-Rhin")
  })

  it("has a company and a region where the customer gave them", () => {
    const business = klarnaAddress({ ...ada, company: "Engines Ltd", province: "CA" })
    expect(business).toMatchObject({ organization_name: "Engines Ltd", region: "CA" })
    expect(business).not.toHaveProperty("email")
  })

  it("fits Klarna's limits", () => {
    const long = klarnaAddress({ address_1: "x".repeat(200), postal_code: "1".repeat(20) }, "e".repeat(200))!
    expect([long.street_address, long.postal_code, long.email].map((value) => value!.length)).toEqual([99, 10, 99])
  })

  it("is nothing where Medusa has none", () => {
    expect(klarnaAddress(null, "ada@example.com")).toBeUndefined()
  })
})

describe("a changed address", () => {
  it("is nothing to tell when Klarna knows it", () => {
    expect(diffAddress(mapped, known, "k")).toEqual({ changes: {}, cleared_mandatory: [], fields: known })
  })

  it("tells Klarna only the changed fields", () => {
    const moved = { ...mapped, street_address: "Lillgatan 2" }
    const diff = diffAddress(moved, known, "k")
    expect(diff.changes).toEqual({ street_address: "Lillgatan 2" })
    expect(diff.fields).toEqual(addressFingerprints(moved, "k"))
  })

  it("clears a field that the merchant emptied", () => {
    const { street_address2: _, ...moved } = mapped
    const diff = diffAddress(moved, known, "k")
    expect(diff.changes).toEqual({ street_address2: "" })
    expect(diff.fields).not.toHaveProperty("street_address2")
    expect(diffAddress(moved, diff.fields, "k").changes).toEqual({})
  })

  it("asks a person where an emptied field is mandatory, and sends nothing for it", () => {
    const { city: _, ...moved } = mapped
    const diff = diffAddress(moved, known, "k")
    expect(diff).toMatchObject({ changes: {}, cleared_mandatory: ["city"] })
    expect(diff.fields.city).toBe(known.city)
  })

  it("keeps what only Klarna knows: a title, an email that moved to the other address", () => {
    const klarnas = addressFingerprints({ ...mapped, title: "Ms" }, "k")
    const { email: _, ...wanted } = mapped
    expect(diffAddress(wanted, klarnas, "k")).toEqual({ changes: {}, cleared_mandatory: [], fields: klarnas })
  })

  it("is told as a whole when Klarna acknowledged none", () => {
    expect(diffAddress(mapped, undefined, "k").changes).toEqual(mapped)
  })

  it("needs a region in the markets that deliver by it", () => {
    for (const country of ["US", "ca", "AU", "MX"]) expect(MANDATORY_FIELDS(country)).toContain("region")
    expect(MANDATORY_FIELDS("SE")).not.toContain("region")
    const { region: _, ...cleared } = { ...mapped, country: "US", region: "CA" }
    const us = addressFingerprints({ ...cleared, region: "CA" }, "k")
    expect(diffAddress(cleared, us, "k").cleared_mandatory).toEqual(["region"])
  })
})
