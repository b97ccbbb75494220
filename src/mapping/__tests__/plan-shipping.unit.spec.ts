import fc from "fast-check"
import { captureDescription, shipmentsOfCapture, untoldParcels } from "../capture-parcels"
import { parcelTargets } from "../parcel-targets"
import { parcelFingerprint, shippingByRead, withAccepted } from "../parcels"
import { applyWrites, withRefusal } from "../plan-apply"
import { planSync } from "../plan-sync"
import type { KlarnaMirror, KnownCapture, Shipment } from "../types"
import { aMirror, anOrder, codesOf, line, plan, POLICY, SALT } from "./plan-sync.fixtures"

const shipment = (id: string, goods: Record<string, number> = {}, changed: Partial<Shipment> = {}): Shipment => ({
  id,
  packed_at: 1000,
  is_return: false,
  has_left: true,
  goods: Object.entries(goods).map(([line_id, quantity]) => ({ line_id, quantity, reference: line_id.toUpperCase() })),
  parcels: [{ tracking_number: id }],
  ...changed,
})

const capture = (id: string, goods?: Record<string, number>, at = 2000, amount = 5000): KnownCapture => ({
  id,
  amount,
  at,
  ...(goods && { goods }),
})

const half = { status: "PART_CAPTURED" as const, captured_amount: 5000 }
const whole = { status: "CAPTURED" as const, captured_amount: 10000 }

/** `number -> target` of what is sent. */
function sent(shipments: Shipment[], mirror: Partial<KlarnaMirror>, policy = {}) {
  const { writes } = plan({ shipments, captured_amount: mirror.captured_amount ?? 0 }, mirror, policy)
  return writes.flatMap((write) =>
    write.kind === "shipping_info"
      ? write.parcels.map(({ tracking_number }) => `${tracking_number} -> ${write.capture_id ?? "order"}`)
      : []
  )
}

describe("A parcel is told", () => {
  it("for the order while nothing is captured", () => {
    expect(sent([shipment("a"), shipment("b")], {})).toEqual(["a -> order", "b -> order"])
  })

  it.each([
    ["the capture that has its goods", { b: 1 }, "two"],
    ["the order when its goods are not captured yet", { c: 1 }, "order"],
  ])("for %s", (_, goods, target) => {
    const captures = [capture("one", { a: 1 }, 2000, 2500), capture("two", { b: 1 }, 3000, 2500)]
    expect(sent([shipment("p", goods)], { ...half, captures })).toEqual([`p -> ${target}`])
  })

  it("for the capture whose lines carry its reference, as in Klarna's portal", () => {
    expect(sent([shipment("p", { a: 1 })], { ...half, captures: [capture("one", { A: 1 })] })).toEqual(["p -> one"])
  })

  it("for each of two captures of the same goods, in turn", () => {
    const captures = [capture("one", { a: 1 }), capture("two", { a: 1 }, 3000)]
    expect(sent([shipment("p", { a: 1 }), shipment("q", { a: 1 })], { ...whole, captures })).toEqual([
      "p -> one",
      "q -> two",
    ])
  })

  it("on its way back for the capture of what went out, which stays where it is", () => {
    const back = shipment("back", { a: 1 }, { is_return: true })
    const captures = [capture("one", { a: 1 }), capture("two", { a: 1 }, 3000)]
    expect(sent([shipment("p", { a: 1 }), back, shipment("q", { a: 1 })], { ...whole, captures })).toEqual([
      "p -> one",
      "back -> one",
      "q -> two",
    ])
  })

  it("for the first capture without lines since it was packed, else for the last one", () => {
    const captures = [
      capture("one", undefined, 500),
      capture("two", undefined, 2000),
      capture("three", undefined, 3000),
    ]
    const targets = parcelTargets(
      [shipment("p", { a: 1 }), shipment("q", { a: 1 }, { packed_at: 9000 })],
      captures,
      false
    )
    expect([...targets]).toEqual([
      ["p", "two"],
      ["q", "three"],
    ])
  })

  it("for the last capture when its goods are in none and nothing can be captured any more", () => {
    const captures = [capture("one", { a: 1 }, 500), capture("two", { b: 1 }, 600)]
    expect(sent([shipment("p", { c: 1 })], { ...whole, captures })).toEqual(["p -> two"])
  })

  it("not before Klarna's captures are known: then it is read", () => {
    const planned = plan({ shipments: [shipment("p")], captured_amount: 5000 }, { ...half, captures: [] })
    expect(planned).toMatchObject({ writes: [], needs_read: true })
    expect(plan({ shipments: [], captured_amount: 5000 }, { ...half, captures: [] }).needs_read).toBeUndefined()
  })

  it.each(["CANCELLED", "EXPIRED", "CLOSED"] as const)("not when nobody pays for it: %s", (status) => {
    expect(sent([shipment("p")], { status })).toEqual([])
  })

  it("never when the store does not want it, and not beside a capture that takes it along", () => {
    expect(sent([shipment("p")], {}, { operations: { shippingInfo: "off" } })).toEqual([])
    expect(sent([shipment("p")], {}, { operations: { shippingInfo: "manual" } })).toEqual([])
    expect(sent([shipment("p")], {}, { parcelsGoAlong: true })).toEqual([])
    const captures = [capture("one", { a: 1 })]
    expect(sent([shipment("p", { a: 1 })], { ...half, captures }, { parcelsGoAlong: true })).toEqual(["p -> one"])
  })
})

describe("A parcel is told once", () => {
  const story = fc.record({
    shipments: fc.uniqueArray(
      fc
        .record({
          id: fc.constantFrom("f1", "f2", "f3", "f4"),
          goods: fc.dictionary(fc.constantFrom("a", "b", "c"), fc.integer({ min: 1, max: 3 })),
          is_return: fc.boolean(),
          packed_at: fc.integer({ min: 0, max: 4000 }),
          numbers: fc.array(fc.constantFrom("1", "2", "3", "4", "5"), { maxLength: 3 }),
        })
        .map(({ id, goods, numbers, ...rest }) =>
          shipment(id, goods, { ...rest, parcels: numbers.map((tracking_number) => ({ tracking_number })) })
        ),
      { selector: ({ id }) => id }
    ),
    captures: fc
      .array(fc.option(fc.dictionary(fc.constantFrom("a", "b"), fc.integer({ min: 1, max: 3 })), { nil: undefined }), {
        maxLength: 3,
      })
      .map((all) => all.map((goods, index) => capture(`capture_${index}`, goods, index * 1000, 1000))),
  })

  it("whatever is packed, captured, sent back or told between", () => {
    fc.assert(
      fc.property(fc.array(story, { minLength: 1, maxLength: 4 }), (steps) => {
        const numbers: string[] = []
        let mirror = aMirror()
        for (const { shipments, captures } of steps) {
          const captured_amount = captures.length * 1000
          mirror = { ...mirror, captures, captured_amount, status: captures.length ? "PART_CAPTURED" : "AUTHORIZED" }
          const { writes } = planSync(anOrder({ shipments, captured_amount }), mirror, POLICY)
          for (const write of writes)
            if (write.kind === "shipping_info") {
              expect([undefined, ...captures.map(({ id }) => id)]).toContain(write.capture_id)
              expect(write.parcels.length).toBeLessThanOrEqual(500)
              numbers.push(...write.parcels.map((parcel) => parcel.tracking_number!))
            }
          mirror = applyWrites(mirror, writes)
          const wanted = shipments.flatMap(({ parcels }) => parcels.map(({ tracking_number }) => tracking_number!))
          expect(numbers).toEqual(expect.arrayContaining(wanted))
        }
        expect(new Set(numbers).size).toBe(numbers.length)
      })
    )
  })

  it("and not again when a capture took it along, or when a read shows it", () => {
    const told = [parcelFingerprint({ tracking_number: "p" }, SALT)]
    const row = {
      kind: "capture",
      result_id: "one",
      finished_at: new Date(2000),
      asked: { captured_amount: 5000, told },
    }
    const mirror = withAccepted(aMirror(half), [row])
    expect(mirror.captures).toEqual([{ id: "one", amount: 5000, at: 2000 }])
    expect(sent([shipment("p")], mirror)).toEqual([])
    expect(sent([shipment("p"), shipment("q")], mirror)).toEqual(["q -> one"])

    // Of a read only what captures and parcels are learned from.
    const read = shippingByRead({
      order_id: SALT,
      shipping_info: [{ tracking_number: "p" }],
      captures: [{ capture_id: "one", captured_amount: 5000, shipping_info: [{ tracking_number: "q" }] }],
    } as never)
    const known = { ...aMirror(half), captures: read.captures, acknowledged: read }
    expect(sent([shipment("p"), shipment("q"), shipment("r")], known)).toEqual(["r -> one"])
  })
})

describe("Klarna's no", () => {
  const refused = (mirror: KlarnaMirror, shipments: Shipment[]): KlarnaMirror["refused"] =>
    planSync(anOrder({ shipments, captured_amount: mirror.captured_amount }), mirror, POLICY).writes.reduce(
      (all, write) =>
        withRefusal(all, write, {
          fingerprint: write.fingerprint,
          code: "NOT_ALLOWED",
          messages: [],
          at: "2026-01-01",
        }),
      mirror.refused
    )

  it("stands for each parcel and its capture; others are told, and the same where it belongs now", () => {
    const no = refused(aMirror(), [shipment("p")])
    expect(sent([shipment("p")], { refused: no })).toEqual([])
    expect(codesOf(plan({ shipments: [shipment("p")] }, { refused: no }))).toEqual(["shipping_info_refused"])
    expect(sent([shipment("p"), shipment("q")], { refused: no })).toEqual(["q -> order"])
    expect(sent([shipment("p", { a: 1 })], { ...half, captures: [capture("one", { a: 1 })], refused: no })).toEqual([
      "p -> one",
    ])
  })

  it("is asked again when the merchant insists, and forgotten when Klarna gives in", () => {
    const captures = [capture("one", { a: 1 }, 2000, 2500), capture("two", { b: 1 }, 3000, 2500)]
    const both = [shipment("p", { a: 1 }), shipment("q", { b: 1 })]
    const mirror = aMirror({ ...half, captures })
    const no = { ...mirror, refused: refused(mirror, both) }
    expect(sent(both, no)).toEqual([])
    expect(sent(both, no, { force: ["shipping_info"] })).toEqual(["p -> one", "q -> two"])

    const insisting = planSync(anOrder({ shipments: both, captured_amount: 5000 }), no, {
      ...POLICY,
      force: ["shipping_info"],
    })
    const first = applyWrites(no, insisting.writes.slice(0, 1))
    expect(sent(both, first)).toEqual([])
    expect(codesOf(plan({ shipments: both, captured_amount: 5000 }, first))).toContain("shipping_info_refused")
    expect(applyWrites(no, insisting.writes).refused).toEqual({})
  })
})

describe("A capture that is about to be made", () => {
  const known = { ...aMirror(), captures: [capture("one", { a: 1 })] }
  const lines = [{ ...line(5000), merchant_data: "b", quantity: 2, name: "Shirt" }]

  it("takes the parcels of its own goods along, and none without lines", () => {
    const shipments = [shipment("p", { a: 1 }), shipment("q", { b: 1 }), shipment("r", { c: 1 })]
    expect(shipmentsOfCapture(shipments, known, lines).map(({ id }) => id)).toEqual(["q"])
    expect(shipmentsOfCapture(shipments, known, undefined)).toEqual([])
    const untold = untoldParcels([shipments[1], shipments[1]], known)
    expect([...untold.values()]).toEqual([{ tracking_number: "q" }])
    const told = { ...known, acknowledged: { ...known.acknowledged, parcels: [...untold.keys()] } }
    expect([...untoldParcels(shipments, told).values()].map((each) => each.tracking_number)).toEqual(["p", "r"])
  })

  it("is described by what it is for, in at most 255 characters", () => {
    expect(captureDescription([...lines, { ...line(1), type: "shipping_fee", name: "Parcel" }])).toBe("2 x Shirt")
    const long = Array.from({ length: 50 }, () => ({ ...line(1), name: "A very long name" }))
    expect(captureDescription(long)!.length).toBeLessThanOrEqual(255)
    expect(captureDescription([])).toBeUndefined()
    const asLong = (length: number) => captureDescription([{ ...line(1), name: "n".repeat(length - "1 x ".length) }])
    expect([255, 256].map((length) => asLong(length)!.slice(-2))).toEqual(["nn", " …"])
  })
})
