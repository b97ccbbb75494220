import fc from "fast-check"
import { applyWrites } from "../plan-apply"
import { operationOf } from "../plan-manual"
import { planSync } from "../plan-sync"
import type { KlarnaWrite, Operations, PlanPolicy, WriteKind } from "../types"
import { CANARY, KINDS, story } from "./plan-sync.arbitraries"
import { ADDRESS, NOTHING, aMirror, codesOf, kindsOf, plan, refusalOf, type Policy } from "./plan-sync.fixtures"

const byHand = (...names: (keyof Operations)[]): Policy => ({
  operations: Object.fromEntries(names.map((name) => [name, "manual"])),
})

/** Everything by itself, but what is off stays off. */
function automatic({ operations, ...policy }: PlanPolicy): PlanPolicy {
  const auto = Object.entries(operations).map(([name, who]) => [name, who === "manual" ? "auto" : who])
  return { ...policy, operations: Object.fromEntries(auto) }
}

const isManual = ({ operations, force }: PlanPolicy, kind: WriteKind) =>
  kind !== "extend" && operations[operationOf[kind]] === "manual" && !force?.includes(kind)

const inOrder = (writes: KlarnaWrite[]) => [...writes].sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))

type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never

/** `check` answers whether the case was an interesting one: a property must not hold for want of cases. */
function always(check: (story: Story) => boolean) {
  let [runs, told] = [0, 0]
  fc.assert(
    fc.property(story, (each) => {
      runs += 1
      if (check(each)) told += 1
    }),
    { numRuns: 1000 }
  )
  expect(told / runs).toBeGreaterThan(0.02)
}

describe("What the merchant sends by hand", () => {
  it("is never sent by itself, and is all that is held back", () => {
    always(({ order, mirror, policy }) => {
      const { writes, held } = planSync(order, mirror, policy)
      expect(writes.filter(({ kind }) => isManual(policy, kind))).toEqual([])
      expect(held.filter(({ kind }) => !isManual(policy, kind))).toEqual([])
      return held.length > 0
    })
  })

  it("is, together with what is sent, exactly what would be sent if everything went by itself", () => {
    always(({ order, mirror, policy }) => {
      const { writes, held, attention, waiting, notes } = planSync(order, mirror, policy)
      const original = planSync(order, mirror, automatic(policy))
      expect(inOrder([...writes, ...held])).toEqual(original.writes)
      expect(original.held).toEqual([])
      expect({ attention, waiting }).toEqual({ attention: original.attention, waiting: original.waiting })
      expect(notes.filter(({ code }) => code !== "manual")).toEqual(original.notes)
      return held.length > 0 && writes.length > 0
    })
  })

  it("is shown in short, without an address, a line or a note of the order", () => {
    always(({ order, mirror, policy }) => {
      const { held, notes } = planSync(order, mirror, policy)
      const shown = notes.filter(({ code }) => code === "manual")
      expect(shown.map(({ kind }) => kind)).toEqual(held.map(({ kind }) => kind))
      expect(JSON.stringify(shown)).not.toContain(CANARY)
      return JSON.stringify(held).includes(CANARY)
    })
  })

  it("is sent when the merchant says so, and then nothing waits any more", () => {
    always(({ order, mirror, policy }) => {
      const { held } = planSync(order, mirror, policy)
      const sent = planSync(order, mirror, {
        ...policy,
        force: [...(policy.force ?? []), ...held.map(({ kind }) => kind)],
      })
      expect(sent.held).toEqual([])
      expect(sent.writes).toEqual(expect.arrayContaining(held))
      expect(planSync(order, applyWrites(mirror, sent.writes), policy).held).toEqual([])
      return held.length > 0
    })
  })
})

describe("In short it says", () => {
  const moved = { ...ADDRESS, city: "Lund", street_address2: "" }

  it.each<[string, Parameters<typeof plan>, object]>([
    [
      "both amounts",
      [{ target_amount: 12000 }, {}, byHand("amount")],
      { kind: "authorization", asked: { order_amount: 12000, previous_amount: 10000, currency: "SEK", lines: 1 } },
    ],
    [
      "which fields of an address changed",
      [{ shipping_address: moved }, {}, byHand("shippingAddress")],
      { kind: "shipping_address", asked: { fields: ["city", "street_address2"] } },
    ],
    [
      "the new reference",
      [{ references: { merchant_reference1: "1043", merchant_reference2: "order_1" } }, {}, byHand("references")],
      { kind: "references", asked: { merchant_reference1: "1043" } },
    ],
    [
      "what a cancellation gives back",
      [{ canceled: true }, {}, byHand("cancel")],
      { kind: "cancel", asked: { reason: "order_canceled", order_amount: 10000, currency: "SEK" } },
    ],
    [
      "what a release gives back",
      [
        { canceled: true, captured_amount: 4000, refunded_amount: 4000 },
        { status: "PART_CAPTURED", captured_amount: 4000, refunded_amount: 4000 },
        byHand("release"),
      ],
      { kind: "release", asked: { released_amount: 6000, currency: "SEK" } },
    ],
    [
      "that the order is not acknowledged",
      [{}, { acknowledged: { ...aMirror().acknowledged, order: false } }, byHand("acknowledge")],
      { kind: "acknowledge", asked: {} },
    ],
  ])("%s", (_, [order, mirror, policy], note) => {
    expect(plan(order, mirror, policy)).toEqual({
      ...NOTHING,
      held: [expect.anything()],
      notes: [{ code: "manual", ...note }],
    })
  })
})

describe("What a person has to look at stays so", () => {
  it("when Klarna refused what the merchant sent by hand", () => {
    const raised = { target_amount: 12000 }
    const refused = refusalOf(plan(raised), "authorization")
    const planned = plan(raised, { refused }, byHand("amount"))
    expect(planned).toMatchObject({ writes: [], held: [], attention: [{ code: "increase_refused" }] })
  })

  it("when nobody can send it", () => {
    const planned = plan({ shipping_address: { ...ADDRESS, city: "" } }, {}, byHand("shippingAddress"))
    expect(codesOf(planned)).toEqual(["address_field_required"])
  })

  it("and the rest still goes by itself", () => {
    const changed = { target_amount: 12000, shipping_address: { ...ADDRESS, city: "Lund" } }
    expect(kindsOf(plan(changed, {}, byHand("amount")))).toEqual(["shipping_address"])
  })
})
