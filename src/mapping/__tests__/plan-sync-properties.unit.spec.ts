import fc from "fast-check"
import { applyWrites, withRefusal } from "../plan-apply"
import { planSync } from "../plan-sync"
import type { KlarnaMirror, KlarnaWrite, OrderSnapshot, PlanPolicy, WriteKind } from "../types"
import { CANARY, KINDS, story } from "./plan-sync.arbitraries"

/** Which of the writes Klarna says no to, for a story with refusals. */
const refusedKinds = fc.subarray(KINDS)

/** `check` answers whether the case was an interesting one: a property must not hold for want of cases. */
function always(check: (order: OrderSnapshot, mirror: KlarnaMirror, policy: PlanPolicy) => boolean) {
  let [runs, told] = [0, 0]
  fc.assert(
    fc.property(story, ({ order, mirror, policy }) => {
      runs += 1
      if (check(order, mirror, policy)) told += 1
    }),
    { numRuns: 1000 }
  )
  expect(told / runs).toBeGreaterThan(0.005)
}

it("has nothing left to tell once Klarna accepted what it was told", () => {
  always((anOrder, aMirror, aPolicy) => {
    const { writes } = planSync(anOrder, aMirror, aPolicy)
    expect(planSync(anOrder, applyWrites(aMirror, writes), aPolicy).writes).toEqual([])
    return writes.length > 0
  })
})

it("has nothing left to tell whatever Klarna answered, until the order changes or the merchant insists", () => {
  fc.assert(
    fc.property(story, refusedKinds, ({ order, mirror, policy }, refuses) => {
      const { writes } = planSync(order, mirror, policy)
      const after = answered(mirror, writes, refuses)
      expect(planSync(order, after, { ...policy, force: undefined }).writes).toEqual([])
    }),
    { numRuns: 1000 }
  )
})

it("repeats exactly what was refused when the merchant insists, and forgets the refusal when Klarna gives in", () => {
  always((anOrder, aMirror, aPolicy) => {
    const { writes } = planSync(anOrder, aMirror, aPolicy)
    const insisting = { ...aPolicy, force: KINDS }
    const again = planSync(anOrder, answered(aMirror, writes, KINDS), insisting).writes
    expect(again).toEqual(expect.arrayContaining(writes))
    expect(applyWrites(answered(aMirror, again, KINDS), again).refused).toEqual({})
    return writes.length > 0
  })
})

it("never changes an amount to less than was captured, to nothing, or while the captured sums differ [cases 54, 90]", () => {
  always((anOrder, aMirror, aPolicy) => {
    const write = find(planSync(anOrder, aMirror, aPolicy).writes, "authorization")
    if (!write) return false
    expect(write.order_amount).toBeGreaterThan(0)
    expect(write.order_amount).toBeGreaterThanOrEqual(aMirror.captured_amount)
    expect(aMirror.captured_amount).toBe(anOrder.captured_amount)
    expect(write.order_lines.reduce((sum, each) => sum + each.total_amount, 0)).toBe(write.order_amount)
    return true
  })
})

it("never sends two requests of one kind, but for parcels of several captures, and always in the same order", () => {
  always((anOrder, aMirror, aPolicy) => {
    const kinds = planSync(anOrder, aMirror, aPolicy).writes.map(({ kind }) => kind)
    const once = kinds.filter((kind, index) => kind !== "shipping_info" || kinds.indexOf(kind) === index)
    expect(once).toEqual(KINDS.filter((kind) => kinds.includes(kind)))
    return kinds.length > 1
  })
})

it("never cancels anything of which something was captured, and never cancels beside other requests", () => {
  always((anOrder, aMirror, aPolicy) => {
    const { writes } = planSync(anOrder, aMirror, aPolicy)
    if (!find(writes, "cancel")) return false
    expect(aMirror.captured_amount + anOrder.captured_amount).toBe(0)
    expect(writes).toHaveLength(1)
    return true
  })
})

it("cancels a live order exactly when it costs nothing, nothing left the house and nothing is being returned", () => {
  always((anOrder, aMirror, aPolicy) => {
    const live = { ...anOrder, canceled: false, captured_amount: 0 }
    const untouched: KlarnaMirror = { ...aMirror, status: "AUTHORIZED", captured_amount: 0 }
    const isFree = live.target_amount === 0 && live.order_total <= 0
    const isCanceled = isFree && !live.has_fulfilled_items && !live.has_open_return
    const { writes, held } = planSync(live, untouched, aPolicy)
    expect(find([...writes, ...held], "cancel") !== undefined).toBe(isCanceled)
    return isCanceled
  })
})

it("never tells Klarna more of a canceled order than that it ended", () => {
  always((anOrder, aMirror, aPolicy) => {
    const { writes, held, notes, waiting } = planSync({ ...anOrder, canceled: true }, aMirror, aPolicy)
    expect([...writes, ...held].every(({ kind }) => kind === "cancel" || kind === "release")).toBe(true)
    expect([notes.filter(({ code }) => code !== "manual"), waiting]).toEqual([[], []])
    return writes.length > 0
  })
})

it("never asks anything of an order that is cancelled at Klarna", () => {
  always((anOrder, aMirror, aPolicy) => {
    expect(planSync(anOrder, { ...aMirror, status: "CANCELLED" }, aPolicy).writes).toEqual([])
    return true
  })
})

it("never shows an address, a line or a note of the order in what people read", () => {
  always((anOrder, aMirror, aPolicy) => {
    const { writes } = planSync(anOrder, aMirror, aPolicy)
    const { attention, waiting, notes } = planSync(anOrder, answered(aMirror, writes, KINDS), {
      ...aPolicy,
      force: undefined,
    })
    expect(JSON.stringify({ attention, waiting, notes })).not.toContain(CANARY)
    return attention.some(({ code }) => code.includes("address"))
  })
})

it("changes nothing of what it was given", () => {
  always((anOrder, aMirror, aPolicy) => {
    const before = JSON.stringify([anOrder, aMirror, aPolicy])
    applyWrites(aMirror, planSync(anOrder, aMirror, aPolicy).writes)
    expect(JSON.stringify([anOrder, aMirror, aPolicy])).toBe(before)
    return true
  })
})

/** The mirror after Klarna refused these kinds and accepted the rest. */
function answered(before: KlarnaMirror, writes: KlarnaWrite[], refuses: WriteKind[]): KlarnaMirror {
  const accepted = writes.filter(({ kind }) => !refuses.includes(kind))
  const refused = writes.filter(({ kind }) => refuses.includes(kind))
  const after = applyWrites(before, accepted)
  const no = { code: "NOT_ALLOWED", messages: [], at: "2026-01-01T00:00:00.000Z" }
  const refusals = refused.reduce(
    (all, write) => withRefusal(all, write, { ...no, fingerprint: write.fingerprint }),
    after.refused
  )
  return { ...after, refused: refusals }
}

function find<Kind extends WriteKind>(writes: KlarnaWrite[], kind: Kind) {
  return writes.find((write): write is Extract<KlarnaWrite, { kind: Kind }> => write.kind === kind)
}
