import { applyWrites } from "../plan-apply"
import type { KlarnaMirror, OrderSnapshot, PlanPolicy, WriteKind } from "../types"
import {
  ADDRESS,
  IN_KLARNAS_WORDS,
  NOTHING,
  aMirror,
  codesOf,
  kindsOf,
  line,
  plan,
  refusalOf,
  writeOf,
  type Policy,
} from "./plan-sync.fixtures"

it("tells Klarna nothing when nothing has changed", () => {
  expect(plan()).toEqual(NOTHING)
})

describe("a canceled order", () => {
  it("is cancelled at Klarna when nothing was captured", () => {
    const planned = plan({ canceled: true })
    expect(planned).toEqual({
      ...NOTHING,
      writes: [expect.objectContaining({ kind: "cancel", reason: "order_canceled" })],
    })
  })

  it("is cancelled while Klarna's fraud decision is still open", () => {
    expect(kindsOf(plan({ canceled: true }, { fraud_status: "PENDING" }))).toEqual(["cancel"])
  })

  it("gives back what was not captured", () => {
    const captured = { captured_amount: 4000, refunded_amount: 4000 }
    const planned = plan({ canceled: true, ...captured }, { status: "PART_CAPTURED", ...captured })
    expect(planned).toEqual({ ...NOTHING, writes: [expect.objectContaining({ kind: "release" })] })
  })

  it("asks for the missing refund, and still gives back what was not captured", () => {
    const planned = plan(
      { canceled: true, captured_amount: 4000, refunded_amount: 1000 },
      { status: "PART_CAPTURED", captured_amount: 4000, refunded_amount: 1000 }
    )
    expect(kindsOf(planned)).toEqual(["release"])
    expect(planned.attention).toEqual([
      expect.objectContaining({
        code: "refund_missing",
        message: expect.stringContaining("30.00 SEK"),
        details: { amount: 3000, in_medusa: 3000, at_klarna: 3000 },
      }),
    ])
  })

  it("asks for a refund that only Klarna knows to be missing", () => {
    const planned = plan({ canceled: true }, { status: "CAPTURED", captured_amount: 10000 })
    expect(planned.attention[0]).toMatchObject({ code: "refund_missing", details: { amount: 10000, in_medusa: 0 } })
    expect(planned.attention[0].message).toContain("has not been refunded")
  })

  it("asks to record a refund that was made in Klarna's portal, and not to pay it twice", () => {
    const planned = plan(
      { canceled: true, captured_amount: 10000 },
      { status: "CAPTURED", captured_amount: 10000, refunded_amount: 10000 }
    )
    expect(planned.attention[0]).toMatchObject({ code: "refund_missing", details: { amount: 10000, at_klarna: 0 } })
    expect(planned.attention[0].message).toContain("let the missing refund be recorded")
  })

  it("needs nothing when everything captured was refunded", () => {
    const settled = { captured_amount: 10000, refunded_amount: 10000 }
    expect(plan({ canceled: true, ...settled }, { status: "CAPTURED", ...settled })).toEqual(NOTHING)
  })

  it.each(["CANCELLED", "EXPIRED", "CLOSED"] as const)("needs nothing when Klarna is already %s", (status) => {
    expect(plan({ canceled: true }, { status })).toEqual(NOTHING)
  })

  it("is not cancelled at Klarna when Medusa knows of a capture that Klarna does not show", () => {
    const planned = plan({ canceled: true, captured_amount: 5000, refunded_amount: 5000 })
    expect(planned).toMatchObject({ writes: [], attention: [{ code: "captured_elsewhere" }] })
  })

  it("is not released when all of it was captured", () => {
    const captured = { captured_amount: 4000, refunded_amount: 4000 }
    expect(plan({ canceled: true, ...captured }, { status: "PART_CAPTURED", order_amount: 4000, ...captured })).toEqual(
      NOTHING
    )
  })

  it("is not released twice, whatever Klarna does to the amount", () => {
    const captured = { captured_amount: 4000, refunded_amount: 4000 }
    const mirror: Partial<KlarnaMirror> = { status: "PART_CAPTURED", ...captured }
    const released = writeOf(plan({ canceled: true, ...captured }, mirror), "release").fingerprint
    expect(plan({ canceled: true, ...captured }, { ...mirror, acknowledged: { released } })).toEqual(NOTHING)
  })

  it("gets no amount, no address, no reference and no acknowledgement any more", () => {
    const changed: Partial<OrderSnapshot> = {
      canceled: true,
      target_amount: 5000,
      shipping_address: { ...ADDRESS, city: "Malmö" },
      references: { merchant_reference1: "other", merchant_reference2: "" },
    }
    expect(kindsOf(plan(changed, { acknowledged: {} }))).toEqual(["cancel"])
    expect(plan(changed, { status: "EXPIRED", acknowledged: {} })).toEqual(NOTHING)
  })
})

describe("captures that only one side knows", () => {
  it("keep the amount from being changed, and are shown with both amounts", () => {
    const planned = plan({ target_amount: 8000 }, { status: "PART_CAPTURED", captured_amount: 3000 })
    expect(planned).toEqual({
      ...NOTHING,
      attention: [
        expect.objectContaining({
          code: "captured_elsewhere",
          message: expect.stringMatching(
            /Klarna has captured 30\.00 SEK, Medusa 0\.00 SEK.*capture exactly the same in Medusa/
          ),
          details: { in_medusa: 0, at_klarna: 3000 },
        }),
      ],
    })
  })

  it("send the merchant to Klarna's portal when Medusa believes more than Klarna", () => {
    const [attention] = plan({ captured_amount: 3000 }).attention
    expect(attention.message).toMatch(/interrupted is made again by itself.*look at the order in Klarna's portal/)
  })

  it("do not keep a new address from being told", () => {
    const planned = plan({ captured_amount: 3000, shipping_address: { ...ADDRESS, city: "Malmö" } })
    expect(kindsOf(planned)).toEqual(["shipping_address"])
  })

  it("are no matter when only the refunds differ", () => {
    const planned = plan(
      { captured_amount: 10000, refunded_amount: 2000 },
      { status: "CAPTURED", captured_amount: 10000, refunded_amount: 0 }
    )
    expect(codesOf(planned)).not.toContain("captured_elsewhere")
  })
})

describe("an order that Klarna has finished", () => {
  it("is not covered for what was added after the capture", () => {
    const planned = plan(
      { target_amount: 12500, captured_amount: 10000 },
      { status: "CAPTURED", captured_amount: 10000 }
    )
    expect(kindsOf(planned)).toEqual([])
    expect(planned.attention[0]).toMatchObject({
      code: "not_covered",
      details: { missing: 2500, target_amount: 12500, captured_amount: 10000, status: "CAPTURED" },
    })
    expect(planned.attention[0].message).toContain(
      "changed after Klarna marked it as captured: 25.00 SEK of 125.00 SEK"
    )
  })

  it.each(["CANCELLED", "EXPIRED", "CLOSED"] as const)("is not covered for the rest when it is %s", (status) => {
    const planned = plan({}, { status })
    expect(planned.attention[0]).toMatchObject({ code: "not_covered", details: { missing: 10000, status } })
    expect(planned.attention[0].message).toContain("before everything was captured")
  })

  it("notes lines and addresses that changed after the capture, and sends none", () => {
    const planned = plan(
      {
        captured_amount: 10000,
        lines: [line(10000, "Potatoes")],
        shipping_address: { ...ADDRESS, city: "Malmö" },
        billing_address: { ...ADDRESS, city: "Malmö" },
      },
      { status: "CAPTURED", captured_amount: 10000 }
    )
    expect(planned).toEqual({
      ...NOTHING,
      notes: [
        { code: "frozen_at_capture", kind: "authorization" },
        { code: "frozen_at_capture", kind: "shipping_address" },
        { code: "frozen_at_capture", kind: "billing_address" },
      ],
    })
  })

  it("claims no difference in lines that Klarna was never told by us", () => {
    const { lines: _unknown, ...acknowledged } = aMirror().acknowledged
    const captured = { captured_amount: 10000 }
    expect(plan(captured, { status: "CAPTURED", ...captured, acknowledged })).toEqual(NOTHING)
  })

  it("does not ask for address fields that it could no longer send", () => {
    const planned = plan(
      { captured_amount: 10000, shipping_address: { ...ADDRESS, city: "" } },
      { status: "CAPTURED", captured_amount: 10000 }
    )
    expect(planned).toEqual({ ...NOTHING, notes: [{ code: "frozen_at_capture", kind: "shipping_address" }] })
  })

  it.each(["CANCELLED", "EXPIRED", "CLOSED"] as const)(
    "must not be shipped when it is %s and goods are packed",
    (status) => {
      const planned = plan({ has_fulfilled_items: true }, { status })
      expect(planned.attention).toMatchObject([{ code: "do_not_ship", details: { missing: 10000, status } }])
      expect(planned.attention[0].message).toContain(`Do not ship: Klarna marked the order as ${status.toLowerCase()}`)
      expect(planned.writes).toEqual([])
    }
  )

  it("is only not covered for the rest when a part of what is packed was captured", () => {
    const captured = { captured_amount: 4000 }
    const planned = plan({ has_fulfilled_items: true, ...captured }, { status: "CLOSED", ...captured })
    expect(codesOf(planned)).toEqual(["not_covered"])
  })

  it("is left alone when there is nothing more to pay", () => {
    expect(plan({ target_amount: 0 }, { status: "CANCELLED" })).toEqual(NOTHING)
  })

  it("stops at a status that this version does not know", () => {
    expect(() => plan({}, { status: "ON_HOLD" as KlarnaMirror["status"] })).toThrow(/"ON_HOLD" is not known/)
  })
})

describe("an order with nothing left to pay", () => {
  it("gives the customer's reservation back", () => {
    const planned = plan({ target_amount: 0 })
    expect(planned).toEqual({
      ...NOTHING,
      writes: [expect.objectContaining({ kind: "cancel", reason: "nothing_to_pay" })],
    })
  })

  it.each<[string, Partial<OrderSnapshot>]>([
    ["something was shipped", { has_fulfilled_items: true }],
    ["a return is under way", { has_open_return: true }],
    ["another payment covers it", { order_total: 10000 }],
  ])("keeps it, and is never told as an amount of 0, when %s", (_, changed) => {
    expect(plan({ target_amount: 0, ...changed })).toEqual({
      ...NOTHING,
      notes: [{ code: "zero_amount", kind: "authorization" }],
    })
  })

  it("keeps it when something was captured", () => {
    const planned = plan(
      { target_amount: 0, captured_amount: 1000 },
      { status: "PART_CAPTURED", captured_amount: 1000 }
    )
    expect(planned).toMatchObject({ writes: [], attention: [{ code: "below_captured" }] })
  })
})

describe("a changed amount", () => {
  it("is told with the lines and the note of the edit", () => {
    const lines = [line(7000), line(1000, "Carrots")]
    const planned = plan({ target_amount: 8000, lines, description: "Two bags less" })
    expect(planned).toEqual({
      ...NOTHING,
      writes: [
        {
          kind: "authorization",
          fingerprint: expect.stringMatching(/./),
          order_amount: 8000,
          order_lines: lines,
          description: "Two bags less",
        },
      ],
    })
  })

  it("cuts the note at what Klarna takes, without halving a character [case 87]", () => {
    const description = `${"a".repeat(254)}🍅🍅`
    expect(writeOf(plan({ target_amount: 8000, description }), "authorization").description).toBe("a".repeat(254))
  })

  it("sends no note where there is none [case 80]", () => {
    expect(writeOf(plan({ target_amount: 8000, description: "" }), "authorization")).not.toHaveProperty("description")
  })

  it("is told when only the lines are different", () => {
    const planned = plan({ lines: [line(10000, "Potatoes")] })
    expect(writeOf(planned, "authorization")).toMatchObject({
      order_amount: 10000,
      order_lines: [{ name: "Potatoes" }],
    })
  })

  it("is told when Klarna holds another amount than it once acknowledged", () => {
    expect(writeOf(plan({}, { order_amount: 9000 }), "authorization").order_amount).toBe(10000)
  })

  it("is told after a part was captured", () => {
    const planned = plan(
      { target_amount: 8000, captured_amount: 3000 },
      { status: "PART_CAPTURED", captured_amount: 3000 }
    )
    expect(writeOf(planned, "authorization").order_amount).toBe(8000)
  })

  it("never goes below what was captured", () => {
    const planned = plan(
      { target_amount: 2000, captured_amount: 3000 },
      { status: "PART_CAPTURED", captured_amount: 3000 }
    )
    expect(planned).toEqual({
      ...NOTHING,
      attention: [
        expect.objectContaining({
          code: "below_captured",
          message: expect.stringContaining("Refund the difference"),
          details: { target_amount: 2000, captured_amount: 3000 },
        }),
      ],
    })
  })

  it("is covered after the capture when only the replaced goods exceed it: they are on their way back", () => {
    const order = { target_amount: 12000, order_total: 12000, captured_amount: 10000 }
    const captured: Partial<KlarnaMirror> = { status: "CAPTURED", captured_amount: 10000 }
    expect(codesOf(plan({ ...order, requested_back: 2000 }, captured))).toEqual([])
    const half = plan({ ...order, requested_back: 1000 }, captured)
    expect(half.attention).toMatchObject([{ code: "not_covered", details: { missing: 1000 } }])
  })

  it("waits for a refund while Klarna has captured more than the order is worth", () => {
    const planned = plan(
      { target_amount: 3000, captured_amount: 3000, overcaptured: 1000 },
      { status: "PART_CAPTURED", captured_amount: 3000 }
    )
    expect(planned).toEqual({
      ...NOTHING,
      attention: [
        expect.objectContaining({
          code: "below_captured",
          details: { target_amount: 2000, captured_amount: 3000 },
        }),
      ],
    })
  })

  it.each([
    ["REJECTED", "fraud_rejected"],
    ["STOPPED", "fraud_stopped"],
  ] as const)(
    "says loudly not to ship when Klarna's fraud decision is %s, and cancels nothing by itself [case 65]",
    (fraud_status, code) => {
      const said = plan({}, { fraud_status })
      expect(said.attention).toMatchObject([{ code, message: expect.stringContaining("do not ship") }])
      expect(said.writes).toEqual([])
      expect(plan({ canceled: true }, { fraud_status }).attention).toEqual([])
    }
  )

  it("waits for Klarna's fraud decision", () => {
    expect(plan({ target_amount: 8000 }, { fraud_status: "PENDING" })).toEqual({
      ...NOTHING,
      waiting: [{ for: "fraud_decision", kind: "authorization" }],
    })
  })

  it("does not wait for the fraud decision when only the lines are different", () => {
    expect(kindsOf(plan({ lines: [line(10000, "Potatoes")] }, { fraud_status: "PENDING" }))).toEqual(["authorization"])
  })

  it("is shown and not sent when the lines cannot be told honestly", () => {
    const unmappable = "the totals of the order do not add up."
    const planned = plan({ target_amount: 8000, lines: [], unmappable })
    expect(planned).toEqual({
      ...NOTHING,
      attention: [expect.objectContaining({ code: "lines_unmappable", message: expect.stringContaining(unmappable) })],
    })
  })

  it("tells the rest, and the merchant, when another provider's reservation was voided", () => {
    const planned = plan({ target_amount: 8000, voided_elsewhere: 2000 })
    expect(kindsOf(planned)).toEqual(["authorization"])
    expect(planned.attention[0]).toMatchObject({ code: "split_payment_voided", details: { amount: 2000 } })
    expect(planned.attention[0].message).toContain("20.00 SEK")
  })

  it("keeps telling the merchant of the voided reservation after Klarna knows the rest", () => {
    expect(codesOf(plan({ voided_elsewhere: 2000 }))).toEqual(["split_payment_voided"])
  })
})

describe("a raised amount", () => {
  it("is asked for where the method and the country allow it", () => {
    expect(writeOf(plan({ target_amount: 12000 }), "authorization").order_amount).toBe(12000)
  })

  it("is asked for when the method is not known: Klarna decides", () => {
    expect(kindsOf(plan({ target_amount: 12000 }, { payment_method: undefined }))).toEqual(["authorization"])
  })

  it("is not asked for where Klarna does not take it, and the merchant is told what else helps", () => {
    const planned = plan({ target_amount: 12000 }, { payment_method: "PAY_IN_X" })
    expect(planned).toEqual({
      ...NOTHING,
      attention: [
        expect.objectContaining({
          code: "increase_not_eligible",
          message: expect.stringMatching(/from 100\.00 SEK to 120\.00 SEK.*PAY_IN_X in SE.*place a new order/),
          details: { target_amount: 12000, order_amount: 10000, method: "PAY_IN_X", country: "SE" },
        }),
      ],
    })
  })

  it("is asked for against the table when the merchant insists", () => {
    const planned = plan({ target_amount: 12000 }, { payment_method: "PAY_IN_X" }, { force: ["authorization"] })
    expect(kindsOf(planned)).toEqual(["authorization"])
  })

  it("shows Klarna's own answer rather than the table's, once Klarna refused", () => {
    const order = { target_amount: 12000 }
    const refused = refusalOf(
      plan(order, { payment_method: "PAY_IN_X" }, { force: ["authorization"] }),
      "authorization"
    )
    expect(codesOf(plan(order, { payment_method: "PAY_IN_X", refused }))).toEqual(["increase_refused"])
  })

  it("does not hold back a lowered amount for any method", () => {
    expect(kindsOf(plan({ target_amount: 8000 }, { payment_method: "PAY_IN_X" }))).toEqual(["authorization"])
  })

  it("is not forced through while captures differ, a fraud decision is open or Klarna has finished", () => {
    const order = { target_amount: 12000 }
    const force: PlanPolicy["force"] = ["authorization"]
    expect(kindsOf(plan(order, { status: "PART_CAPTURED", captured_amount: 1 }, { force }))).toEqual([])
    expect(kindsOf(plan(order, { fraud_status: "PENDING" }, { force }))).toEqual([])
    expect(kindsOf(plan(order, { status: "EXPIRED" }, { force }))).toEqual([])
  })
})

describe("the shipping address", () => {
  it("is told with the changed fields only", () => {
    const write = writeOf(plan({ shipping_address: { ...ADDRESS, city: "Malmö" } }), "shipping_address")
    expect(write.changes).toEqual({ city: "Malmö" })
  })

  it("is told with an empty text for a field that was emptied", () => {
    const { street_address2: _gone, ...rest } = ADDRESS
    expect(writeOf(plan({ shipping_address: rest }), "shipping_address").changes).toEqual({ street_address2: "" })
  })

  it("is told in full when Klarna never had one", () => {
    const acknowledged = { ...aMirror().acknowledged, shipping: undefined }
    expect(writeOf(plan({}, { acknowledged }), "shipping_address").changes).toEqual(ADDRESS)
  })

  it("is told after a part was captured, and while a fraud decision is open", () => {
    const shipping_address = { ...ADDRESS, city: "Malmö" }
    const captured = { captured_amount: 3000 }
    expect(kindsOf(plan({ shipping_address, ...captured }, { status: "PART_CAPTURED", ...captured }))).toEqual([
      "shipping_address",
    ])
    expect(kindsOf(plan({ shipping_address }, { fraud_status: "PENDING" }))).toEqual(["shipping_address"])
  })

  it("is not sent at all when a field that Klarna needs was emptied", () => {
    const planned = plan({ shipping_address: { ...ADDRESS, city: "", street_address: "Nygatan 2" } })
    expect(planned).toEqual({
      ...NOTHING,
      attention: [
        {
          code: "address_field_required",
          message: expect.stringContaining("(city)"),
          details: { address: "shipping_address", fields: ["city"] },
        },
      ],
    })
  })

  it("is no matter for an order without one", () => {
    expect(plan({ shipping_address: undefined })).toEqual(NOTHING)
  })
})

describe("the billing address", () => {
  const billing_address = { ...ADDRESS, city: "Malmö" }

  it("is told in a request of its own", () => {
    const planned = plan({ billing_address, shipping_address: { ...ADDRESS, city: "Lund" } })
    expect(kindsOf(planned)).toEqual(["shipping_address", "billing_address"])
    expect(writeOf(planned, "billing_address").changes).toEqual({ city: "Malmö" })
  })

  it("is only noted when the store sends it by hand", () => {
    const manual = { operations: { billingAddress: "manual" } } as const
    expect(plan({ billing_address }, {}, manual)).toEqual({
      ...NOTHING,
      held: [expect.objectContaining({ kind: "billing_address", changes: { city: "Malmö" } })],
      notes: [{ code: "manual", kind: "billing_address", asked: { fields: ["city"] } }],
    })
    expect(plan({}, {}, manual)).toEqual(NOTHING)
  })

  it("is sent by hand when the merchant asks", () => {
    const planned = plan(
      { billing_address },
      {},
      {
        operations: { billingAddress: "manual" },
        force: ["billing_address"],
      }
    )
    expect(kindsOf(planned)).toEqual(["billing_address"])
  })

  it("is noted as frozen, not as manual, after the capture", () => {
    const captured = { captured_amount: 10000 }
    const planned = plan(
      { billing_address, ...captured },
      { status: "CAPTURED", ...captured },
      { operations: { billingAddress: "manual" } }
    )
    expect(planned.notes).toEqual([{ code: "frozen_at_capture", kind: "billing_address" }])
  })

  it("is never looked at when the store turned it off", () => {
    const off: Policy = { operations: { billingAddress: "off" }, force: ["billing_address"] }
    expect(plan({ billing_address }, {}, off)).toEqual(NOTHING)
  })

  it("names the emptied field that Klarna needs", () => {
    const planned = plan({ billing_address: { ...ADDRESS, postal_code: "" } })
    expect(planned.attention[0].details).toEqual({ address: "billing_address", fields: ["postal_code"] })
    expect(planned.attention[0].message).toContain("postal code")
  })
})

describe("merchant references", () => {
  const references = { merchant_reference1: "1042-B", merchant_reference2: "order_1" }

  it("are told when changed, the changed one only", () => {
    expect(writeOf(plan({ references }), "references").changes).toEqual({ merchant_reference1: "1042-B" })
  })

  it("are cleared with an empty text", () => {
    const planned = plan({ references: { merchant_reference1: "1042", merchant_reference2: "" } })
    expect(writeOf(planned, "references").changes).toEqual({ merchant_reference2: "" })
  })

  it("are told to an expired and to a captured order too, but not to a cancelled one", () => {
    const captured = { captured_amount: 10000 }
    expect(kindsOf(plan({ references, ...captured }, { status: "CAPTURED", ...captured }))).toEqual(["references"])
    expect(kindsOf(plan({ references }, { status: "EXPIRED" }))).toEqual(["references"])
    expect(kindsOf(plan({ references }, { status: "CANCELLED" }))).toEqual([])
  })
})

describe("the acknowledgement", () => {
  const acknowledged = { ...aMirror().acknowledged, order: undefined }

  it("is sent first, and everything else in the order that Klarna should hear it", () => {
    const planned = plan(
      {
        target_amount: 8000,
        shipping_address: { ...ADDRESS, city: "Malmö" },
        billing_address: { ...ADDRESS, city: "Lund" },
        references: { merchant_reference1: "a", merchant_reference2: "b" },
      },
      { acknowledged }
    )
    expect(kindsOf(planned)).toEqual([
      "acknowledge",
      "authorization",
      "shipping_address",
      "billing_address",
      "references",
    ])
  })

  it("is not sent when the store does not want it", () => {
    expect(kindsOf(plan({}, { acknowledged }, { operations: { acknowledge: "off" } }))).not.toContain("acknowledge")
  })

  it("is not sent to a cancelled order", () => {
    expect(kindsOf(plan({}, { acknowledged, status: "CANCELLED" }))).not.toContain("acknowledge")
  })

  it("is not repeated, nor anybody's concern, when Klarna refused it [case 10]", () => {
    const refused = refusalOf(plan({}, { acknowledged }), "acknowledge")
    expect(plan({}, { acknowledged, refused })).toEqual(NOTHING)
  })
})

describe("what Klarna refused", () => {
  const part = { captured_amount: 4000, refunded_amount: 4000 }
  const moved = { ...ADDRESS, city: "Malmö" }
  type Case = [string, WriteKind, string, Partial<OrderSnapshot>, Partial<KlarnaMirror>]

  const cases: Case[] = [
    ["a raised amount", "authorization", "increase_refused", { target_amount: 12000 }, {}],
    ["a lowered amount", "authorization", "amount_refused", { target_amount: 8000 }, {}],
    ["changed lines", "authorization", "amount_refused", { lines: [line(10000, "Potatoes")] }, {}],
    ["a shipping address", "shipping_address", "address_refused", { shipping_address: moved }, {}],
    ["a billing address", "billing_address", "billing_address_refused", { billing_address: moved }, {}],
    ["a cancellation", "cancel", "cancel_refused", { canceled: true }, {}],
    ["giving back an order of nothing", "cancel", "cancel_refused", { target_amount: 0 }, {}],
    ["a release", "release", "release_refused", { canceled: true, ...part }, { status: "PART_CAPTURED", ...part }],
    [
      "references",
      "references",
      "references_refused",
      { references: { merchant_reference1: "x", merchant_reference2: "order_1" } },
      {},
    ],
  ]

  it.each(cases)("is not repeated but shown in Klarna's words: %s", (_, kind, code, order, mirror) => {
    const refused = refusalOf(plan(order, mirror), kind)
    expect(plan(order, { ...mirror, refused })).toEqual({
      ...NOTHING,
      attention: [expect.objectContaining({ code, klarna: IN_KLARNAS_WORDS })],
    })
  })

  it.each(cases)("is sent again when the merchant insists: %s", (_, kind, _code, order, mirror) => {
    const refused = refusalOf(plan(order, mirror), kind)
    const planned = plan(order, { ...mirror, refused }, { force: [kind] })
    expect(kindsOf(planned)).toEqual([kind])
    expect(planned.attention).toEqual([])
  })

  it("is forgotten as soon as the wish is another", () => {
    const refused = refusalOf(plan({ target_amount: 12000 }), "authorization")
    expect(kindsOf(plan({ target_amount: 11000 }, { refused }))).toEqual(["authorization"])
    expect(plan({}, { refused })).toEqual(NOTHING)
  })

  it("is not mended by another note of the edit", () => {
    const refused = refusalOf(plan({ target_amount: 12000, description: "one" }), "authorization")
    expect(kindsOf(plan({ target_amount: 12000, description: "two" }, { refused }))).toEqual([])
  })

  it("does not keep the rest from being told", () => {
    const refused = refusalOf(plan({ target_amount: 12000 }), "authorization")
    const planned = plan({ target_amount: 12000, shipping_address: moved }, { refused })
    expect(kindsOf(planned)).toEqual(["shipping_address"])
    expect(codesOf(planned)).toEqual(["increase_refused"])
  })

  it("matters no more once Klarna has ended the order", () => {
    const refused = refusalOf(plan({ target_amount: 12000 }), "authorization")
    expect(codesOf(plan({ target_amount: 12000 }, { refused, status: "EXPIRED" }))).toEqual(["not_covered"])
    const uncancelled = refusalOf(plan({ canceled: true }), "cancel")
    expect(plan({ canceled: true }, { refused: uncancelled, status: "CANCELLED" })).toEqual(NOTHING)
  })
})

describe("what Klarna accepted", () => {
  const accepted = (order: Partial<OrderSnapshot>, mirror: Partial<KlarnaMirror> = {}) =>
    applyWrites(aMirror(mirror), plan(order, mirror).writes)

  it("is remembered: a cancellation and a release as Klarna's new state", () => {
    const captured = { captured_amount: 4000 }
    expect(accepted({ canceled: true }).status).toBe("CANCELLED")
    expect(accepted({ canceled: true, ...captured }, { status: "PART_CAPTURED", ...captured })).toMatchObject({
      status: "CAPTURED",
      order_amount: 10000,
      acknowledged: { released: expect.any(String) },
    })
  })

  it("is remembered: amount, references and only the address that was sent", () => {
    const before = aMirror()
    const references = { merchant_reference1: "new", merchant_reference2: "" }
    const after = accepted({ target_amount: 8000, references, shipping_address: { ...ADDRESS, city: "Malmö" } })
    expect(after).toMatchObject({ order_amount: 8000, references, status: "AUTHORIZED" })
    expect(after.acknowledged.lines).not.toBe(before.acknowledged.lines)
    expect(after.acknowledged.shipping).toEqual({ ...before.acknowledged.shipping, city: expect.any(String) })
    expect(after.acknowledged.shipping?.city).not.toBe(before.acknowledged.shipping?.city)
    expect(after.acknowledged.billing).toEqual(before.acknowledged.billing)
  })
})

describe("money that Klarna gave back", () => {
  const captured = { captured_amount: 10000 }
  const sold = (refunded: { medusa: number; klarna: number }) =>
    plan(
      { ...captured, refunded_amount: refunded.medusa },
      { ...captured, status: "CAPTURED", refunded_amount: refunded.klarna }
    )

  it("and Medusa does not know of is said, with what to do; nothing is sent", () => {
    const planned = sold({ medusa: 1000, klarna: 5000 })
    expect(planned.writes).toEqual([])
    expect(planned.attention).toMatchObject([
      { code: "refunded_elsewhere", details: { amount: 4000, in_medusa: 1000, at_klarna: 5000 } },
    ])
    expect(planned.attention[0].message).toContain("Refund exactly 40.00 SEK in Medusa")
  })

  it("and Medusa knows of is nobody's concern", () => {
    expect(codesOf(sold({ medusa: 5000, klarna: 5000 }))).toEqual([])
  })

  it("or did not, although Medusa says so: the customer waits for it, and the merchant is told", () => {
    const planned = sold({ medusa: 5000, klarna: 1000 })
    expect(planned.writes).toEqual([])
    expect(planned.attention).toMatchObject([
      { code: "refund_not_made", details: { amount: 4000, in_medusa: 5000, at_klarna: 1000 } },
    ])
    expect(planned.attention[0].message).toContain(
      "made again by itself within ten minutes. If this still stands then, give exactly 40.00 SEK back in Klarna's portal"
    )
  })
})
