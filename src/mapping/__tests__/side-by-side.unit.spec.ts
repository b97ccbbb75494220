import type { Order } from "../../klarna/types"
import { fieldsSideBySide, linesSideBySide } from "../side-by-side"
import { ADDRESS, anOrder, line, SALT } from "./plan-sync.fixtures"

/** Klarna's side of exactly `anOrder()`. */
const atKlarna = (changed: Partial<Order> = {}): Order => ({
  order_id: SALT,
  status: "AUTHORIZED",
  fraud_status: "ACCEPTED",
  order_amount: 10000,
  original_order_amount: 10000,
  captured_amount: 0,
  refunded_amount: 0,
  remaining_authorized_amount: 10000,
  purchase_country: "SE",
  purchase_currency: "SEK",
  order_lines: [line(10000)],
  merchant_reference1: "1042",
  merchant_reference2: "order_1",
  billing_address: ADDRESS,
  shipping_address: ADDRESS,
  captures: [],
  refunds: [],
  ...changed,
})

const different = (rows: { differs: boolean }[]) => rows.filter(({ differs }) => differs)

describe("The fields of both sides", () => {
  it("are all shown, and none differs where both agree", () => {
    const fields = fieldsSideBySide(anOrder(), atKlarna())
    expect(fields.slice(0, 5)).toEqual([
      { field: "order_amount", medusa: 10000, klarna: 10000, differs: false },
      { field: "merchant_reference1", medusa: "1042", klarna: "1042", differs: false },
      { field: "merchant_reference2", medusa: "order_1", klarna: "order_1", differs: false },
      { field: "shipping_address.given_name", medusa: "Testperson", klarna: "Testperson", differs: false },
      { field: "shipping_address.family_name", medusa: "Approved", klarna: "Approved", differs: false },
    ])
    expect(different(fields)).toEqual([])
  })

  it("name the amount, a reference and a field of an address that differ, and what only one side has", () => {
    const { street_address2: _, ...short } = ADDRESS
    const klarna = atKlarna({
      order_amount: 12000,
      remaining_authorized_amount: 12000,
      merchant_reference1: "1043",
      shipping_address: { ...ADDRESS, city: "Uppsala" },
      billing_address: short,
    })
    expect(different(fieldsSideBySide(anOrder(), klarna))).toEqual([
      { field: "order_amount", medusa: 10000, klarna: 12000, differs: true },
      { field: "merchant_reference1", medusa: "1042", klarna: "1043", differs: true },
      { field: "shipping_address.city", medusa: "Stockholm", klarna: "Uppsala", differs: true },
      { field: "billing_address.street_address2", medusa: "LGH 1102", klarna: null, differs: true },
    ])
  })

  it("do not differ by spelling, by what Medusa has no field for, or by references that the store wants none of", () => {
    const address = { ...ADDRESS, postal_code: "111 22", title: "Dr" }
    const klarna = atKlarna({ shipping_address: address, billing_address: address, merchant_reference1: "KLARNA" })
    expect(different(fieldsSideBySide(anOrder({ references: {} }), klarna))).toEqual([])
    expect(fieldsSideBySide(anOrder(), klarna)).toContainEqual({
      field: "shipping_address.title",
      medusa: null,
      klarna: "Dr",
      differs: false,
    })
  })

  it("show an address field by field as one writes it, and no field that neither side has", () => {
    const shown = fieldsSideBySide(anOrder(), atKlarna()).map(({ field }) => field)
    expect(shown.filter((field) => field.startsWith("billing_address"))).toEqual(
      ["given_name", "family_name", "street_address", "street_address2", "postal_code", "city", "country", "email"].map(
        (field) => `billing_address.${field}`
      )
    )
  })

  it("show no address that neither side has, and Klarna's own without a difference", () => {
    const digital = { shipping_address: undefined, billing_address: undefined }
    const shown = fieldsSideBySide(anOrder(digital), atKlarna({ ...digital, billing_address: { city: "Uppsala" } }))
    expect(shown.slice(3)).toEqual([{ field: "billing_address.city", medusa: null, klarna: "Uppsala", differs: false }])
  })

  it("differ in every field of an address that Klarna does not have", () => {
    const address = { city: "Stockholm", email: "customer@email.example" }
    const order = anOrder({ shipping_address: address, billing_address: undefined })
    const klarna = atKlarna({ shipping_address: undefined, billing_address: undefined })
    expect(fieldsSideBySide(order, klarna).slice(3)).toEqual([
      { field: "shipping_address.city", medusa: "Stockholm", klarna: null, differs: true },
      { field: "shipping_address.email", medusa: "customer@email.example", klarna: null, differs: true },
    ])
  })

  it("differ where Medusa emptied a field, but not in an email that Medusa has in the other address", () => {
    const { email: _, ...withoutEmail } = ADDRESS
    const klarna = atKlarna({ shipping_address: { ...ADDRESS, phone: "+46701234567" } })
    expect(different(fieldsSideBySide(anOrder({ shipping_address: withoutEmail }), klarna))).toEqual([
      { field: "shipping_address.phone", medusa: null, klarna: "+46701234567", differs: true },
    ])
  })

  it.each<[string, string | undefined, string | undefined, object[]]>([
    ["are not shown where neither side has one", undefined, undefined, []],
    ["are not shown where both are empty", "", "", []],
    ["differ where Klarna has none", "1042", undefined, [{ medusa: "1042", klarna: null, differs: true }]],
    ["differ where the store emptied its own", "", "1042", [{ medusa: null, klarna: "1042", differs: true }]],
    ["are Klarna's where the store wants none", undefined, "1042", [{ medusa: null, klarna: "1042", differs: false }]],
  ])("references %s", (_what, medusa, klarna, rows) => {
    const order = anOrder({ references: { ...(medusa !== undefined && { merchant_reference1: medusa }) } })
    const fields = fieldsSideBySide(order, atKlarna({ merchant_reference1: klarna }))
    expect(fields.filter(({ field }) => field === "merchant_reference1")).toEqual(
      rows.map((row) => ({ field: "merchant_reference1", ...row }))
    )
  })

  it("differ in the amount where only one side cancelled the order", () => {
    const klarna = atKlarna({ status: "CANCELLED", remaining_authorized_amount: 0 })
    expect(different(fieldsSideBySide(anOrder({ canceled: true }), klarna))).toEqual([])
    expect(different(fieldsSideBySide(anOrder(), klarna))).toEqual([
      { field: "order_amount", medusa: 10000, klarna: 0, differs: true },
    ])
  })
})

describe("The lines of both sides", () => {
  const mug = { ...line(4000, "Mug"), reference: "MUG" }
  const shirt = { ...line(6000, "Shirt"), reference: "SHIRT" }
  const facts = ({ quantity, unit_price, total_amount }: typeof mug) => ({ quantity, unit_price, total_amount })

  it("stand beside each other by reference, and alone where the other side has none", () => {
    const cheap = { ...mug, unit_price: 3000, total_amount: 3000 }
    const fee = { ...line(500, "Fee"), reference: "" }
    expect(linesSideBySide(anOrder({ lines: [shirt, mug] }), atKlarna({ order_lines: [fee, cheap] }))).toEqual([
      { reference: "SHIRT", name: "Shirt", medusa: facts(shirt), klarna: null, differs: true },
      { reference: "MUG", name: "Mug", medusa: facts(mug), klarna: facts(cheap), differs: true },
      { reference: null, name: "Fee", medusa: null, klarna: facts(fee), differs: true },
    ])
  })

  it("of two with one reference the equal ones meet first [case 68]", () => {
    const half = { ...mug, unit_price: 2000, total_amount: 2000 }
    const lines = linesSideBySide(anOrder({ lines: [half, mug] }), atKlarna({ order_lines: [mug, half] }))
    expect(different(lines)).toEqual([])
  })

  it("belong together by reference, although a product was renamed", () => {
    const renamed = { ...mug, name: "Cup" }
    expect(linesSideBySide(anOrder({ lines: [mug] }), atKlarna({ order_lines: [renamed] }))).toEqual([
      { reference: "MUG", name: "Mug", medusa: facts(mug), klarna: facts(renamed), differs: true },
    ])
  })

  it("belong together by name where they have no reference, but not a fee and a product of one name", () => {
    const parcel = { ...line(4900, "Parcel"), reference: "", type: "shipping_fee" as const }
    const dearer = { ...parcel, unit_price: 5900, total_amount: 5900 }
    const box = { ...line(5900, "Parcel"), reference: "" }
    expect(linesSideBySide(anOrder({ lines: [parcel] }), atKlarna({ order_lines: [box, dearer] }))).toEqual([
      { reference: null, name: "Parcel", medusa: facts(parcel), klarna: facts(dearer), differs: true },
      { reference: null, name: "Parcel", medusa: null, klarna: facts(box), differs: true },
    ])
    const bag = { ...line(4000, "Bag"), reference: "" }
    expect(linesSideBySide(anOrder({ lines: [bag] }), atKlarna({ order_lines: [box] }))).toHaveLength(2)
  })

  it("stand beside one line each: a second one of the same reference is Klarna's alone", () => {
    const more = { ...mug, unit_price: 3000, total_amount: 3000 }
    expect(linesSideBySide(anOrder({ lines: [mug] }), atKlarna({ order_lines: [mug, more] }))).toEqual([
      { reference: "MUG", name: "Mug", medusa: facts(mug), klarna: facts(mug), differs: false },
      { reference: "MUG", name: "Mug", medusa: null, klarna: facts(more), differs: true },
    ])
  })

  it("are not compared where Medusa's do not add up", () => {
    expect(linesSideBySide(anOrder({ lines: [], unmappable: "they do not add up." }), atKlarna())).toEqual([])
  })
})
