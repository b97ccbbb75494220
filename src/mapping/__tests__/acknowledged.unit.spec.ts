import type { Address, Order } from "../../klarna/types"
import { acknowledgedAddresses, acknowledgedByRead, keepingParcels } from "../acknowledged"
import { diffAddress } from "../address"
import { linesFingerprint } from "../fingerprint"
import { ADDRESS, line, SALT } from "./plan-sync.fixtures"

const { email: _, ...WITHOUT_EMAIL } = ADDRESS

const read = (changed: Partial<Order> = {}): Order => ({
  ...{ order_id: SALT, status: "AUTHORIZED", fraud_status: "ACCEPTED", order_amount: 10000 },
  ...{ original_order_amount: 10000, captured_amount: 0, refunded_amount: 0, remaining_authorized_amount: 10000 },
  ...{ purchase_country: "SE", purchase_currency: "SEK", order_lines: [line(10000)], captures: [], refunds: [] },
  ...changed,
})

/** What Klarna would be told of an address, by what it is known to have. */
const told = (wanted: Address, known: Parameters<typeof diffAddress>[1]) => diffAddress(wanted, known, SALT).changes

describe("What Klarna has, by its own answer", () => {
  it("is not told again", () => {
    const known = acknowledgedByRead(read({ shipping_address: ADDRESS, billing_address: ADDRESS }))
    expect(known.lines).toBe(linesFingerprint(10000, [line(10000)], SALT))
    expect(told(ADDRESS, known.shipping)).toEqual({})
    expect(told(WITHOUT_EMAIL, known.billing)).toEqual({})
  })

  it("makes only what differs a change", () => {
    const known = acknowledgedByRead(read({ shipping_address: ADDRESS, billing_address: { ...ADDRESS, city: "Lund" } }))
    expect(told({ ...ADDRESS, postal_code: "11123" }, known.shipping)).toEqual({ postal_code: "11123" })
    expect(told(WITHOUT_EMAIL, known.billing)).toEqual({ city: "Stockholm" })
  })

  it("has the email with the shipping address, and with the billing address only where nothing is shipped", () => {
    const shipped = acknowledgedAddresses({ shipping_address: ADDRESS, billing_address: ADDRESS }, SALT)
    expect(shipped.shipping).toHaveProperty("email")
    expect(shipped.billing).not.toHaveProperty("email")
    const digital = acknowledgedAddresses({ billing_address: ADDRESS }, SALT)
    expect(digital).not.toHaveProperty("shipping")
    expect(told(ADDRESS, digital.billing)).toEqual({})
    expect(told({ ...ADDRESS, email: "new@email.example" }, digital.billing)).toEqual({ email: "new@email.example" })
  })

  it("is no address where Klarna shows none", () => {
    expect(acknowledgedAddresses({}, SALT)).toEqual({})
    expect(Object.keys(acknowledgedAddresses({ shipping_address: ADDRESS }, SALT))).toEqual(["shipping"])
    const known = acknowledgedByRead(read())
    expect(known).not.toHaveProperty("shipping")
    expect(known).not.toHaveProperty("billing")
  })

  it("keeps nothing of an address in words", () => {
    const kept = JSON.stringify(acknowledgedByRead(read({ shipping_address: ADDRESS, billing_address: ADDRESS })))
    expect(Object.values(ADDRESS).filter((value) => value.length > 2 && kept.includes(value))).toEqual([])
  })
})

describe("What Klarna was told of parcels", () => {
  const captures = [{ id: "k1", amount: 5000, at: 0 }]

  it("is never forgotten, whatever a read shows, and each parcel counts once", () => {
    expect(keepingParcels({ parcels: ["a", "b"] }, { parcels: ["b", "c"] }).parcels).toEqual(["a", "b", "c"])
    expect(keepingParcels({ parcels: ["a"] }, {}).parcels).toEqual(["a"])
    expect(keepingParcels({}, { parcels: ["c"] }).parcels).toEqual(["c"])
    expect(keepingParcels({}, {}).parcels).toEqual([])
  })

  it("stays beside the captures that the read shows", () => {
    const before = { parcels: ["a"], captures: [{ id: "old", amount: 1, at: 0 }] }
    expect(keepingParcels(before, { captures })).toEqual({ parcels: ["a"], captures })
  })
})
