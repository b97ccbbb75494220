import type { Order } from "../../klarna/types"
import { type AcceptedOperation, parcelFingerprint, shippingByRead, toldBy, withAccepted } from "../parcels"
import { aMirror, line, SALT } from "./plan-sync.fixtures"

const captured = (changed: Partial<AcceptedOperation> = {}): AcceptedOperation => ({
  kind: "capture",
  result_id: "capture_1",
  finished_at: new Date("2026-01-02T00:00:00Z"),
  asked: { captured_amount: 5000 },
  ...changed,
})
const JANUARY_2 = Date.parse("2026-01-02T00:00:00Z")
const knownOf = (rows: AcceptedOperation[], acknowledged = {}) => withAccepted(aMirror({ acknowledged }), rows)

describe("The name of a parcel", () => {
  it("stays what earlier versions kept: a parcel that they told is not told again", () => {
    // sha256 of ["<order id>","parcel",{"back":"","out":"SE1X"}], its first 32 characters
    expect(parcelFingerprint({ tracking_number: " se 1-x" }, SALT)).toBe("ef8c6cadc84241b6dc14f22d4d1323af")
  })

  it("is that of its link without the space around it, where it has no number", () => {
    const [one, other] = [" https://t.example/1 ", "https://t.example/1"].map((tracking_uri) =>
      parcelFingerprint({ tracking_uri, tracking_number: " - " }, SALT)
    )
    expect(one).toBe(other)
  })
})

describe("What a read of Klarna's order shows", () => {
  const read = (changed: Partial<Order>) => shippingByRead({ order_id: SALT, captures: [], ...changed } as Order)

  it("is nothing where nothing was captured or sent", () => {
    expect(read({})).toEqual({ parcels: [], captures: [] })
    expect(read({ captures: [{ capture_id: "capture_1", captured_amount: 5000 }] }).parcels).toEqual([])
  })

  it("is a parcel once, although it stands on the order and on its capture", () => {
    const shipping_info = [{ tracking_number: "SE1" }]
    const { parcels } = read({
      shipping_info,
      captures: [{ capture_id: "capture_1", captured_amount: 5000, shipping_info }],
    })
    expect(parcels).toEqual([parcelFingerprint({ tracking_number: "SE1" }, SALT)])
  })

  it("is each capture with its time and its goods, all pieces of a line together", () => {
    const shirt = { ...line(1000), merchant_data: "item_1" }
    const order_lines = [shirt, { ...line(2000), merchant_data: undefined }, { ...shirt, quantity: 2 }]
    const { captures } = read({
      captures: [
        { capture_id: "capture_1", captured_amount: 5000, captured_at: "2026-01-02T00:00:00Z", order_lines },
        { capture_id: "capture_2", captured_amount: 700, order_lines: [] },
      ],
    })
    expect(captures).toEqual([
      { id: "capture_1", amount: 5000, at: JANUARY_2, goods: { item_1: 3, "123050": 1 } },
      { id: "capture_2", amount: 700, at: 0 },
    ])
  })
})

describe("What the ledger knows beside the last read", () => {
  it("is nothing before anything was accepted", () => {
    expect(knownOf([])).toMatchObject({ captures: [], acknowledged: { parcels: [] } })
  })

  it("is a capture of ours that no read has shown yet, with its goods", () => {
    const order_lines = [{ ...line(5000), merchant_data: "item_1" }]
    expect(knownOf([captured({ asked: { captured_amount: 5000, order_lines } })]).captures).toEqual([
      { id: "capture_1", amount: 5000, at: JANUARY_2, goods: { item_1: 1 } },
    ])
  })

  it("is one capture where the ledger and a read tell of the same one; Klarna's word goes first", () => {
    const read = { id: "capture_1", amount: 5000, at: JANUARY_2 + 60_000 }
    const asked = { captured_amount: 5000, order_lines: [{ ...line(5000), merchant_data: "item_1" }] }
    expect(knownOf([captured({ asked })], { captures: [read] }).captures).toEqual([{ ...read, goods: { item_1: 1 } }])
  })

  it.each([
    ["tracking that was sent for a capture", { kind: "shipping_info" }],
    ["a release", { kind: "release", result_id: null }],
    ["a capture whose name at Klarna is not known", { result_id: null }],
  ])("is no capture more after %s", (_what, changed) => {
    expect(knownOf([captured(changed)]).captures).toEqual([])
  })

  it.each([[["b", "a", "d", "c"]], [["c", "d", "a", "b"]], [["d", "c", "b", "a"]]])(
    "is in the order in which it was captured, however the ledger answers: %s",
    (ids) => {
      const day = { a: 5, b: 2, c: 5, d: 9 }
      const rows = ids.map((id) =>
        captured({ result_id: id, finished_at: new Date(Date.UTC(2026, 0, day[id as keyof typeof day])) })
      )
      expect(knownOf(rows).captures?.map(({ id }) => id)).toEqual(["b", "a", "c", "d"])
    }
  )

  it("is every parcel that was sent along, once, beside those that Klarna showed", () => {
    const rows = [
      captured({ asked: { told: ["p", "q"] } }),
      captured({ kind: "shipping_info", asked: { told: ["q"] } }),
    ]
    expect(knownOf(rows, { parcels: ["o", "p"] }).acknowledged.parcels).toEqual(["o", "p", "q"])
  })

  it.each([
    ["a capture without parcels", {}],
    ["a capture that somebody made in Klarna's portal", { told: ["p"], made_elsewhere: true }],
    ["what is no list", { told: "p" }],
  ])("is no parcel more after %s", (_what, asked) => {
    expect(toldBy(asked)).toEqual([])
  })
})
