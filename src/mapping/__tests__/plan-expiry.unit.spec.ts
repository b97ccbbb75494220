import { applyWrites } from "../plan-apply"
import type { ExpiryPolicy, KlarnaMirror, OrderSnapshot } from "../types"
import { aMirror, codesOf, kindsOf, plan, refusalOf, writeOf } from "./plan-sync.fixtures"

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
