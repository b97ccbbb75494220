import fc from "fast-check"
import type { OrderForSync, OrderPayment, OrderPaymentCollection } from "../order-fields"
import { planSettlement, type SettleAction } from "../plan-settlement"
import type { KlarnaMirror } from "../types"

const KLARNA_ID = "5416147e-ca17-425d-b342-667fd25ea88b"

const mirror = (change: Partial<KlarnaMirror> = {}): KlarnaMirror => ({
  klarna_order_id: KLARNA_ID,
  status: "AUTHORIZED",
  fraud_status: "ACCEPTED",
  order_amount: 29000,
  captured_amount: 0,
  refunded_amount: 0,
  purchase_country: "SE",
  purchase_currency: "SEK",
  references: {},
  acknowledged: {},
  refused: {},
  ...change,
})

const payment = (change: Partial<OrderPayment> = {}): OrderPayment => ({
  id: "pay_1",
  provider_id: "pp_klarna_klarna",
  amount: 290,
  data: { klarna_order_id: KLARNA_ID, medusa_order_id: "order_1" },
  created_at: "2026-11-01T10:00:00Z",
  captures: [],
  ...change,
})

const collection = (change: Partial<OrderPaymentCollection> = {}): OrderPaymentCollection => ({
  id: "pay_col_1",
  status: "authorized",
  amount: 290,
  payments: [payment()],
  payment_sessions: [],
  ...change,
})

const order = (collections: OrderPaymentCollection[], status = "pending"): OrderForSync => ({
  id: "order_1",
  status,
  currency_code: "sek",
  payment_collections: collections,
})

const voided = collection({
  status: "canceled",
  payments: [payment({ canceled_at: "2026-11-02T10:00:00Z", amount: 250 })],
})
const open = (amount: number) => collection({ id: "pay_col_2", status: "not_paid", amount, payments: [] })

describe("The payment follows what Klarna guarantees", () => {
  it("leaves a payment alone that agrees", () => {
    expect(planSettlement(order([collection()]), mirror(), 29000)).toEqual([])
  })

  it("opens a new payment after core voided the old one", () => {
    const plan = planSettlement(order([voided, open(290)]), mirror(), 29000)
    expect(plan).toEqual([{ type: "authorize", collection: open(290), amount: 29000 }])
  })

  it("keeps the old amount guaranteed when Klarna refused the increase", () => {
    const plan = planSettlement(order([voided, open(352.5)]), mirror({ order_amount: 25000 }), 35250)
    expect(plan).toEqual([{ type: "authorize", collection: open(352.5), amount: 25000 }])
  })

  it("lets the next capture take no more than the buyer owes while a return is requested", () => {
    const returning = { ...order([voided, open(165)]), summary: { pending_difference: 165 } }
    expect(planSettlement(returning, mirror(), 29000)).toMatchObject([{ type: "authorize", amount: 16500 }])
    const kept = {
      ...order([collection({ payments: [payment({ amount: 165 })] })]),
      summary: { pending_difference: 290 },
    }
    expect(planSettlement(kept, mirror(), 29000)).toMatchObject([{ type: "amend", amount: 29000 }])
  })

  it("takes off what was captured on the voided payment of a partly captured order", () => {
    const part = payment({ canceled_at: "2026-11-02T10:00:00Z", amount: 250, captures: [{ amount: 100 }] })
    const collections = [collection({ status: "partially_captured", payments: [part] }), open(190)]
    const plan = planSettlement(order(collections), mirror({ status: "PART_CAPTURED", captured_amount: 10000 }), 29000)
    expect(plan).toMatchObject([
      { type: "close", collection: { id: "pay_col_1" }, amount: 10000 },
      { type: "authorize", collection: { id: "pay_col_2" }, amount: 19000 },
    ])
  })

  it("makes the collection notice a payment that core wrote down before it died", () => {
    const half = collection({ id: "pay_col_2", status: "not_paid" })
    const plan = planSettlement(order([voided, half]), mirror(), 29000)
    expect(plan).toMatchObject([{ type: "amend", collection: { id: "pay_col_2" }, amount: 29000, covers_order: true }])
  })

  it("amends the payment in place where core left it alone", () => {
    const plan = planSettlement(order([collection()]), mirror({ order_amount: 27000 }), 27000)
    expect(plan).toMatchObject([{ type: "amend", payment: { id: "pay_1" }, amount: 27000, covers_order: true }])
  })

  it("does not grow a payment by a capture that was written down and that Klarna was not asked for", () => {
    const captured = collection({ payments: [payment({ captures: [{ amount: 290 }] })] })
    expect(planSettlement(order([captured]), mirror(), 29000)).toEqual([])
    const inPart = collection({ payments: [payment({ captures: [{ amount: 100 }] })] })
    expect(planSettlement(order([inPart]), mirror(), 29000)).toEqual([])
  })

  it("says when the amended payment does not cover the order", () => {
    const plan = planSettlement(order([collection()]), mirror({ order_amount: 27000 }), 35000)
    expect(plan).toMatchObject([{ type: "amend", amount: 27000, covers_order: false }])
  })

  it("voids a payment that was made while an edit brought the order down to what is captured", () => {
    const part = payment({ id: "pay_0", canceled_at: "2026-11-02T10:00:00Z", captures: [{ amount: 238.32 }] })
    const captured = collection({ status: "canceled", amount: 238.32, payments: [part] })
    const late = collection({ id: "pay_col_2", amount: 505, payments: [payment({ amount: 505 })] })
    const summary = { pending_difference: -15, transaction_total: 238.32 }
    const lowered = { ...order([captured, late]), total: 223.32, summary }
    const state = mirror({ status: "PART_CAPTURED", order_amount: 74332, captured_amount: 23832 })
    expect(planSettlement(lowered, state, 23832)).toMatchObject([{ type: "void", payment: { id: "pay_1" } }])
  })

  it("voids the payment of an order that costs nothing although Klarna still holds the money", () => {
    const forgiven = { ...order([collection()]), total: -5, summary: { pending_difference: -5, transaction_total: 0 } }
    expect(planSettlement(forgiven, mirror(), 0)).toMatchObject([{ type: "void", payment: { id: "pay_1" } }])
  })

  it("makes room again in a payment that was captured while a return was requested, when that is called off", () => {
    const captured = payment({ amount: 190, captured_at: "2026-11-02T10:00:00Z", captures: [{ amount: 190 }] })
    const whole = collection({ status: "completed", amount: 190, payments: [captured] })
    const partCaptured = mirror({ status: "PART_CAPTURED", captured_amount: 19000 })
    const calledOff = { ...order([whole]), summary: { pending_difference: 100 } }
    expect(planSettlement(calledOff, partCaptured, 29000)).toEqual([
      { type: "amend", collection: whole, payment: captured, amount: 29000, covers_order: true },
    ])
    const requested = { ...order([whole]), summary: { pending_difference: 0 } }
    expect(planSettlement(requested, partCaptured, 29000)).toEqual([])
  })

  it("marks a payment with its order once, so that it is never taken for an abandoned purchase", () => {
    const fresh = payment({ data: { klarna_order_id: KLARNA_ID } })
    const plan = planSettlement(order([collection({ payments: [fresh] })]), mirror(), 29000)
    expect(plan).toEqual([{ type: "mark", payment: fresh }])
  })

  it("never touches payments of other providers or of another Klarna order [case 67]", () => {
    const others = [
      payment({ provider_id: "pp_system_default", data: {}, amount: 10 }),
      payment({ data: { klarna_order_id: "another", medusa_order_id: "order_1" }, amount: 10 }),
    ]
    const plan = planSettlement(order([collection({ payments: [...others, payment()] })]), mirror(), 29000)
    expect(plan).toEqual([])
  })

  it("does nothing to the payments of a canceled order: core has", () => {
    expect(planSettlement(order([voided, open(290)], "canceled"), mirror({ status: "CANCELLED" }), 29000)).toEqual([])
  })

  it("voids the payment of an order with nothing left to pay, once Klarna has cancelled", () => {
    expect(planSettlement(order([collection()]), mirror({ status: "CANCELLED" }), 0)).toMatchObject([{ type: "void" }])
  })

  it("keeps the payment when Klarna's order died although there is something to pay", () => {
    for (const status of ["CANCELLED", "EXPIRED", "CLOSED"] as const) {
      expect(planSettlement(order([collection()]), mirror({ status }), 29000)).toEqual([])
      expect(planSettlement(order([voided, open(290)]), mirror({ status }), 29000)).toEqual([])
    }
  })

  it("turns the waiting session into a payment when Klarna has decided, and not before", () => {
    const session = { id: "payses_1", status: "pending_authorization", data: { klarna_order_id: KLARNA_ID } }
    const waiting = order([collection({ status: "awaiting", payments: [], payment_sessions: [session] })])
    expect(planSettlement(waiting, mirror({ fraud_status: "PENDING" }), 29000)).toEqual([])
    expect(planSettlement(waiting, mirror({ fraud_status: "REJECTED" }), 29000)).toEqual([])
    expect(planSettlement(waiting, mirror(), 29000)).toEqual([{ type: "finish", session_id: "payses_1" }])
  })
})

describe("Payments that are not to be touched", () => {
  it("stay as they are on a canceled order, even while Klarna still holds the money", () => {
    expect(planSettlement(order([voided, open(290)], "canceled"), mirror(), 29000)).toEqual([])
    expect(planSettlement(order([collection()], "canceled"), mirror({ order_amount: 27000 }), 27000)).toEqual([])
  })

  it.each<[string, Partial<OrderPayment>]>([
    ["of another Klarna order", { data: { klarna_order_id: "another" } }],
    ["of another provider that keeps the same id", { provider_id: "pp_other_klarna" }],
    ["of a provider that is not known", { provider_id: null }],
    ["without anything that its provider wrote down", { data: null }],
  ])("are those %s", (_what, facts) => {
    const theirs = collection({ payments: [payment({ amount: 10, ...facts })] })
    expect(planSettlement(order([theirs]), mirror(), 29000)).toEqual([])
    expect(planSettlement(order([theirs, open(290)]), mirror(), 29000)).toMatchObject([
      { type: "authorize", amount: 29000 },
    ])
  })

  it("do not hide behind rows that Medusa left empty", () => {
    const part = payment({ captures: [null, { amount: 100 }] })
    const rows = [null, collection({ status: "partially_captured", payments: [null, part], payment_sessions: null })]
    const sparse = { ...order([]), payment_collections: rows }
    const state = mirror({ status: "PART_CAPTURED", order_amount: 27000, captured_amount: 10000 })
    expect(planSettlement(sparse, state, 27000)).toMatchObject([
      { type: "close", amount: 10000 },
      { type: "amend", payment: { id: "pay_1" }, amount: 27000 },
    ])
    expect(planSettlement({ ...sparse, payment_collections: null }, state, 27000)).toEqual([])
  })

  it("are captured in full: what an edit added gets a payment of its own", () => {
    const paid = payment({ amount: 190, captured_at: "2026-11-02T10:00:00Z", captures: [{ amount: 190 }] })
    const collections = [collection({ status: "completed", amount: 190, payments: [paid] }), open(100)]
    const state = mirror({ status: "PART_CAPTURED", captured_amount: 19000 })
    expect(planSettlement(order(collections), state, 29000)).toMatchObject([
      { type: "authorize", collection: { id: "pay_col_2" }, amount: 10000 },
    ])
  })
})

describe("Of several payments of one Klarna order", () => {
  const older = payment({ id: "pay_older", amount: 200, created_at: "2026-11-01T10:00:00Z" })
  const newer = (facts: Partial<OrderPayment> = {}) =>
    payment({ id: "pay_newer", amount: 50, created_at: "2026-11-02T10:00:00Z", ...facts })
  const both = (one: OrderPayment, other: OrderPayment) => order([collection({ payments: [one, other] })])

  it.each([
    ["first", both(newer(), older)],
    ["last", both(older, newer())],
  ])("the newest takes up the difference when Medusa lists it %s", (_where, paid) => {
    expect(planSettlement(paid, mirror(), 29000)).toMatchObject([
      { type: "amend", payment: { id: "pay_newer" }, amount: 9000 },
    ])
  })

  it("one whose age is not known is the oldest", () => {
    const undated = payment({ id: "pay_undated", amount: 200, created_at: null })
    expect(planSettlement(both(undated, newer()), mirror(), 29000)).toMatchObject([
      { type: "amend", payment: { id: "pay_newer" }, amount: 9000 },
    ])
  })

  it.each([
    ["nothing", newer(), mirror({ order_amount: 20000 })],
    ["less than nothing", newer(), mirror({ order_amount: 15000 })],
    [
      "less than was captured on it",
      newer({ amount: 100, captures: [{ amount: 80 }] }),
      mirror({ status: "PART_CAPTURED", order_amount: 25000, captured_amount: 8000 }),
    ],
  ])("none is brought down to %s", (_what, newest, state) => {
    expect(planSettlement(both(older, newest), state, state.order_amount)).toEqual([])
  })

  it("one on which something was captured is kept, the other is voided when all is paid", () => {
    const part = payment({ id: "pay_part", captures: [{ amount: 100 }] })
    const summary = { pending_difference: 0, transaction_total: 100 }
    const paid = { ...both(part, newer()), total: 100, summary }
    const state = mirror({ status: "PART_CAPTURED", captured_amount: 10000 })
    expect(planSettlement(paid, state, 10000)).toMatchObject([{ type: "void", payment: { id: "pay_newer" } }])
  })
})

describe("When nothing more is owed", () => {
  const partCaptured = mirror({ status: "PART_CAPTURED", captured_amount: 19000 })
  const summary = { pending_difference: 0, transaction_total: 190 }
  const captured = payment({ id: "pay_0", amount: 190, captured_at: "2026-11-02", captures: [{ amount: 190 }] })
  const paidInPart = collection({ id: "pay_col_0", status: "completed", amount: 190, payments: [captured] })
  const rest = collection({ amount: 100, payments: [payment({ amount: 100 })] })

  it("a partly captured payment becomes what was captured on it", () => {
    const part = collection({ payments: [payment({ captures: [{ amount: 190 }] })] })
    const lowered = { ...order([part]), total: 190, summary }
    expect(planSettlement(lowered, partCaptured, 19000)).toMatchObject([{ type: "amend", amount: 19000 }])
  })

  it("a payment is kept while a return is only requested: it may be called off", () => {
    const returning = { ...order([paidInPart, rest]), total: 290, summary }
    expect(planSettlement(returning, partCaptured, 29000)).toEqual([])
    const received = { ...returning, total: 190 }
    expect(planSettlement(received, partCaptured, 19000)).toMatchObject([{ type: "void", payment: { id: "pay_1" } }])
  })

  it("a payment is kept while Klarna was not asked yet for the capture that pays all", () => {
    const whole = { ...captured, amount: 290, captures: [{ amount: 290 }] }
    const collections = [collection({ id: "pay_col_0", status: "completed", payments: [whole] }), rest]
    const asking = { ...order(collections), total: 290, summary: { pending_difference: 0, transaction_total: 290 } }
    expect(planSettlement(asking, mirror({ order_amount: 31000 }), 29000)).toEqual([])
    const asked = mirror({ status: "PART_CAPTURED", order_amount: 31000, captured_amount: 29000 })
    expect(planSettlement(asking, asked, 29000)).toMatchObject([{ type: "void", payment: { id: "pay_1" } }])
  })
})

describe("A collection", () => {
  it.each(["not_paid", "awaiting"])("that core left %s although its payment agrees is told of it", (status) => {
    expect(planSettlement(order([collection({ status })]), mirror(), 29000)).toMatchObject([
      { type: "amend", amount: 29000 },
    ])
  })

  it.each([
    ["all of it was captured", 100, [{ amount: 100 }]],
    ["nothing was captured", 190, []],
    ["nobody knows of a capture", 190, null],
  ])("that was captured in part is not closed when %s", (_what, amount, captures) => {
    const part = payment({ amount: 250, captures, canceled_at: "2026-11-02T10:00:00Z" })
    const ended = collection({ status: "partially_captured", amount, payments: [part] })
    expect(planSettlement(order([ended]), mirror({ status: "CAPTURED" }), 29000)).toEqual([])
  })
})

describe("A session that does not wait for Klarna's decision on this order", () => {
  it.each([
    ["is another Klarna order's", "pending_authorization", { klarna_order_id: "another" }],
    ["is authorised already", "authorized", { klarna_order_id: KLARNA_ID }],
    ["was never used", "pending_authorization", null],
  ])("is not finished: it %s", (_what, status, data) => {
    const sessions = [null, { id: "payses_1", status, data }]
    const placed = collection({ payment_sessions: sessions })
    expect(planSettlement(order([placed]), mirror({ order_amount: 27000 }), 27000)).toMatchObject([
      { type: "amend", amount: 27000 },
    ])
  })
})

/** What the actions do in Medusa, in small. */
function carryOut(before: OrderForSync, actions: SettleAction[]): OrderForSync {
  const collections = structuredClone(before.payment_collections ?? []) as OrderPaymentCollection[]
  for (const action of actions) {
    for (const each of collections) {
      if (action.type === "authorize" && each.id === action.collection.id) {
        const data = { klarna_order_id: KLARNA_ID, medusa_order_id: before.id }
        const amount = action.amount / 100
        each.payments = [...(each.payments ?? []), payment({ id: "pay_new", amount, data })]
        each.status = amount < Number(each.amount) ? "partially_authorized" : "authorized"
      }
      for (const one of each.payments ?? []) {
        if (action.type === "amend" && one?.id === action.payment.id) one.amount = action.amount / 100
        if (action.type === "mark" && one?.id === action.payment.id)
          one.data = { ...one.data, medusa_order_id: before.id }
        if (action.type === "void" && one?.id === action.payment.id) one.canceled_at = "2026-11-03T10:00:00Z"
      }
    }
  }
  return { ...before, payment_collections: collections }
}

describe("For any order", () => {
  const minor = fc.integer({ min: 1, max: 1_000_00 })
  const situation = fc.record({
    amount: minor,
    held: minor,
    capturedShare: fc.double({ min: 0, max: 1, noNaN: true }),
    isVoided: fc.boolean(),
    isMarked: fc.boolean(),
    openAmount: fc.option(minor, { nil: undefined }),
  })

  it("settles once: the same plan made again plans nothing, and never guarantees more than Klarna does", () => {
    fc.assert(
      fc.property(situation, ({ amount, held, capturedShare, isVoided, isMarked, openAmount }) => {
        const captured = Math.floor(Math.min(amount, held) * capturedShare)
        const data = { klarna_order_id: KLARNA_ID, ...(isMarked && { medusa_order_id: "order_1" }) }
        const first = payment({
          amount: held / 100,
          data,
          captures: captured ? [{ amount: captured / 100 }] : [],
          ...(isVoided && { canceled_at: "2026-11-02T10:00:00Z" }),
        })
        const collections = [collection({ status: isVoided ? "canceled" : "authorized", payments: [first] })]
        if (openAmount !== undefined) collections.push(open(openAmount / 100))
        const state = mirror({
          order_amount: amount,
          captured_amount: captured,
          status: captured ? "PART_CAPTURED" : "AUTHORIZED",
        })

        const settled = carryOut(order(collections), planSettlement(order(collections), state, amount))
        expect(planSettlement(settled, state, amount)).toEqual([])
        const live = (settled.payment_collections ?? [])
          .flatMap((each) => each?.payments ?? [])
          .filter((each) => each && !each.canceled_at)
        const guaranteed = live.reduce((sum, each) => sum + Math.round(Number(each?.amount) * 100), 0)
        if (captured < amount) expect(guaranteed).toBeLessThanOrEqual(amount)
      }),
      { numRuns: 500 }
    )
  })
})
