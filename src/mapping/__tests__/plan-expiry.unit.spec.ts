import { applyWrites } from "../plan-apply"
import type { ExpiryPolicy, KlarnaMirror, OrderSnapshot } from "../types"
import { aMirror, codesOf, IN_KLARNAS_WORDS, kindsOf, plan, refusalOf, writeOf } from "./plan-sync.fixtures"

const expires_at = "2026-03-29T00:00:00.000Z"
const extending: ExpiryPolicy = { extendDaysBefore: 5, warnDaysBefore: 3 }
const warning: ExpiryPolicy = { extendDaysBefore: 0, warnDaysBefore: 3 }

const planOn = (
  day: string,
  expiry: ExpiryPolicy,
  { order = {}, mirror = {} }: { order?: Partial<OrderSnapshot>; mirror?: Partial<KlarnaMirror> } = {}
) => plan(order, { expires_at, ...mirror }, { expiry, now: new Date(`2026-03-${day}T12:00:00Z`) })

describe("An authorisation that ends soon", () => {
  it("is extended so many days before as the store wants, and nobody is warned", () => {
    expect(planOn("23", extending)).toMatchObject({ writes: [], attention: [] })
    const { writes, attention } = planOn("24", extending)
    expect({ writes, attention }).toEqual({
      writes: [{ kind: "extend", expires_at, fingerprint: expect.any(String) }],
      attention: [],
    })
  })

  it("is extended once per date: one that did not move is warned of in time", () => {
    const mirror = applyWrites(aMirror({ expires_at }), [writeOf(planOn("24", extending), "extend")])
    expect(planOn("25", extending, { mirror })).toMatchObject({ writes: [], attention: [] })
    expect(codesOf(planOn("27", extending, { mirror }))).toEqual(["expires_soon"])
    const moved = { ...mirror, expires_at: "2026-04-20T00:00:00.000Z" }
    expect(planOn("27", extending, { mirror: moved })).toMatchObject({ writes: [], attention: [] })
  })

  it("is not asked about again after Klarna's no, until the date moved", () => {
    const refused = refusalOf(planOn("24", extending), "extend")
    const { writes, attention } = planOn("25", extending, { mirror: { refused } })
    expect(writes).toEqual([])
    expect(attention).toMatchObject([
      { code: "extension_refused", details: { amount: 10000, expires_at }, klarna: { code: "NOT_ALLOWED" } },
    ])
    expect(attention[0].message).toContain("until 2026-03-29 00:00 UTC only")
    const mirror = { refused, expires_at: "2026-03-28T00:00:00.000Z" }
    expect(kindsOf(planOn("25", extending, { mirror }))).toEqual(["extend"])
  })

  it("is warned of where nobody extends, a few days before", () => {
    expect(planOn("25", warning).attention).toEqual([])
    const { attention } = planOn("26", warning)
    expect(attention).toMatchObject([{ code: "expires_soon", details: { amount: 10000, expires_at } }])
    expect(attention[0].message).toContain("extend the authorisation")
  })

  it("is extended exactly so many days before, and warned of likewise", () => {
    const at = (now: string, expiry: ExpiryPolicy) => plan({}, { expires_at }, { expiry, now: new Date(now) })
    expect(kindsOf(at("2026-03-23T23:59:59.999Z", extending))).toEqual([])
    expect(kindsOf(at("2026-03-24T00:00:00.000Z", extending))).toEqual(["extend"])
    expect(codesOf(at("2026-03-25T23:59:59.999Z", warning))).toEqual([])
    expect(codesOf(at("2026-03-26T00:00:00.000Z", warning))).toEqual(["expires_soon"])
  })

  it.each([extending, warning])("is left alone from the moment on at which it ends", (expiry) => {
    const planned = plan({}, { expires_at }, { expiry, now: new Date(expires_at) })
    expect(planned).toMatchObject({ writes: [], attention: [] })
  })

  it.each<[string, string | undefined, { expiry?: ExpiryPolicy; now?: Date }]>([
    ["Klarna did not say when it ends", undefined, { expiry: extending, now: new Date("2026-03-28") }],
    ["the store does not look at expiry", expires_at, { now: new Date("2026-03-28") }],
    ["nobody says what day it is", expires_at, { expiry: extending }],
  ])("is nobody's concern where %s", (_what, end, policy) => {
    expect(plan({}, { expires_at: end }, policy)).toMatchObject({ writes: [], attention: [] })
  })

  it("is warned of with the amount that is not captured yet, when a part is", () => {
    const mirror = { captured_amount: 4000, status: "PART_CAPTURED" as const }
    const { attention } = planOn("27", warning, { order: { captured_amount: 4000 }, mirror })
    expect(attention).toMatchObject([{ code: "expires_soon", details: { amount: 6000, expires_at } }])
    expect(attention[0].message).toContain("60.00 SEK")
  })

  it("is shown with Klarna's own words and what to do, when Klarna said no", () => {
    const refused = refusalOf(planOn("24", extending), "extend")
    const [shown] = planOn("25", extending, { mirror: { refused } }).attention
    expect(shown).toMatchObject({ message: expect.stringContaining("ask the customer for another payment") })
    expect(shown.klarna).toEqual(IN_KLARNAS_WORDS)
    const { correlation_id: _, ...without } = refused.extend!
    const [nameless] = planOn("25", extending, { mirror: { refused: { extend: without } } }).attention
    expect(nameless.klarna).toEqual({ code: "NOT_ALLOWED", messages: ["Not allowed."] })
  })

  it("is no reason to extend when everything has left: then it is to be captured", () => {
    const { writes, attention } = planOn("27", extending, { order: { is_shipped: true } })
    expect(writes).toEqual([])
    expect(attention[0].message).toContain("Everything is shipped: capture it before.")
  })

  it.each<[string, Partial<OrderSnapshot>, Partial<KlarnaMirror>]>([
    ["is captured", { captured_amount: 10000 }, { captured_amount: 10000, status: "CAPTURED" }],
    ["is cancelled", {}, { status: "CANCELLED" }],
    ["was canceled in Medusa", { canceled: true }, {}],
    ["has ended already", {}, { expires_at: "2026-03-26T00:00:00.000Z" }],
    [
      "is captured as far as the order goes",
      { captured_amount: 4000, target_amount: 4000 },
      { captured_amount: 4000, status: "PART_CAPTURED" },
    ],
  ])("is nobody's concern when the order %s", (_what, order, mirror) => {
    const planned = planOn("27", extending, { order, mirror })
    expect(kindsOf(planned)).not.toContain("extend")
    expect(codesOf(planned)).not.toContain("expires_soon")
  })

  it.each(["PENDING", "REJECTED", "STOPPED"] as const)(
    "is not extended while Klarna's fraud check says %s",
    (fraud_status) => {
      expect(kindsOf(planOn("27", extending, { mirror: { fraud_status } }))).toEqual([])
    }
  )
})
