import type { OrderForSync } from "../order-fields"
import { targetAmount } from "../target-amount"
import { medusaOrder, type OrderFacts, payment } from "./support/medusa-order"

const target = (facts: OrderFacts) => targetAmount(medusaOrder(facts), "klarna-1")
const collection = (...payments: ReturnType<typeof payment>[]) => ({ id: `paycol_${payments[0]?.id}`, payments })

const VOIDED = "2026-01-02T10:00:00Z"
const LATER = "2026-01-03T10:00:00Z"
const klarna = (amount: number, facts = {}) => payment({ amount, ...facts })
const manual = (amount: number, facts = {}) =>
  payment({ id: "pay_2", provider_id: "pp_system_default", data: {}, amount, ...facts })

describe("what Klarna should be authorised for", () => {
  it("is the order total before anything is captured", () => {
    const placed = target({ items: [{ unit_price: 312.5 }], payment_collections: [collection(klarna(312.5))] })
    expect(placed).toEqual({
      order_total: 31250,
      target_amount: 31250,
      captured_amount: 0,
      refunded_amount: 0,
      overcaptured: 0,
      requested_back: 0,
      voided_elsewhere: 0,
    })
  })

  it("contains the captured part", () => {
    const captured = klarna(312.5, { captures: [{ amount: 100 }] })
    const facts = {
      items: [{ unit_price: 312.5 }],
      transaction_total: 100,
      payment_collections: [collection(captured)],
    }
    expect(target(facts)).toMatchObject({ target_amount: 31250, captured_amount: 10000 })
  })

  it("keeps counting a capture on a payment that core voided with an edit", () => {
    const captured = klarna(100, { captures: [{ amount: 40 }], canceled_at: VOIDED })
    const facts = { items: [{ unit_price: 120 }], transaction_total: 40, payment_collections: [collection(captured)] }
    expect(target(facts)).toMatchObject({ target_amount: 12000, captured_amount: 4000 })
  })

  it("says what Klarna captured too much, until it is refunded", () => {
    const captured = klarna(250, { captures: [{ amount: 200 }] })
    const facts = { items: [{ unit_price: 150 }], transaction_total: 200, payment_collections: [collection(captured)] }
    expect(target(facts)).toMatchObject({ target_amount: 20000, overcaptured: 5000 })

    const refunded = collection({ ...captured, refunds: [{ amount: 50 }] })
    const after = { ...facts, transaction_total: 150, payment_collections: [refunded] }
    expect(target(after)).toMatchObject({ target_amount: 20000, overcaptured: 0 })
  })

  it("does not call too much what another provider captured too much", () => {
    const elsewhere = manual(100, { captures: [{ amount: 100 }] })
    const facts = { items: [{ unit_price: 80 }], transaction_total: 100, payment_collections: [collection(elsewhere)] }
    expect(target(facts)).toMatchObject({ overcaptured: 0 })
  })

  it("does not fall when a return is requested, only when it is received", () => {
    const item = { unit_price: 125, quantity: 2, fulfilled: 2 }
    const shipping = [{ amount: 62.5 }]
    const requested = medusaOrder({ items: [{ ...item, requested: 1 }], shipping })
    expect(Number(requested.summary?.pending_difference)).toBe(187.5)
    expect(targetAmount(requested, "klarna-1")).toMatchObject({ target_amount: 31250, requested_back: 12500 })
    expect(target({ items: [{ ...item, returned: 1 }], shipping }).target_amount).toBe(18750)
  })

  it("rises with an exchange's new items while the old ones are still out", () => {
    const old = { unit_price: 125, quantity: 2, fulfilled: 2, requested: 1 }
    const exchanged = medusaOrder({ items: [old, { unit_price: 50 }], shipping: [{ amount: 62.5 }] })
    expect(Number(exchanged.summary?.pending_difference)).toBe(237.5)
    expect(targetAmount(exchanged, "klarna-1").target_amount).toBe(36250)
  })

  it("counts requests on a partly captured order once", () => {
    const captured = klarna(312.5, { captures: [{ amount: 100 }] })
    const item = { unit_price: 125, quantity: 2, fulfilled: 2, requested: 1 }
    const facts = { items: [item], shipping: [{ amount: 62.5 }], transaction_total: 100 }
    expect(target({ ...facts, payment_collections: [collection(captured)] }).target_amount).toBe(31250)
  })

  it("stays at the captured amount when goods come back after the capture", () => {
    const captured = klarna(100, { captures: [{ amount: 100 }], captured_at: VOIDED, refunds: [{ amount: 30 }] })
    const facts = { items: [{ unit_price: 50, quantity: 2, returned: 1 }], transaction_total: 70 }
    expect(target({ ...facts, payment_collections: [collection(captured)] })).toMatchObject({
      target_amount: 10000,
      captured_amount: 10000,
      refunded_amount: 3000,
    })
  })

  it("does not ask twice for a capture that the order has not noted yet", () => {
    const captured = klarna(100, { captures: [{ amount: 100 }] })
    const facts = { items: [{ unit_price: 100 }], transaction_total: 0, payment_collections: [collection(captured)] }
    expect(target(facts).target_amount).toBe(10000)
  })

  it("counts a forint that Medusa rounds off the pending difference", () => {
    const facts = { currency_code: "huf", items: [{ unit_price: 1000 }], transaction_total: 999 }
    expect(target(facts).target_amount).toBe(100)
  })

  it("is the order total in whole minor units even when Medusa's is not", () => {
    const captured = klarna(100.003, { captures: [{ amount: 33.335 }] })
    const facts = { items: [{ unit_price: 100.003 }], transaction_total: 33.335 }
    expect(target({ ...facts, payment_collections: [collection(captured)] }).target_amount).toBe(10000)
  })

  it("is never below zero [case 59]", () => {
    expect(target({ items: [{ unit_price: 10 }], credits: [{ amount: 20 }] }).target_amount).toBe(0)
  })

  it("reads an order without payments, summary or lines [case 37]", () => {
    const bare: OrderForSync = {
      id: "order_1",
      currency_code: "eur",
      total: 10,
      summary: null,
      payment_collections: null,
    }
    expect(targetAmount(bare, "klarna-1").target_amount).toBe(1000)
    expect(
      targetAmount({ ...bare, payment_collections: [null, { id: "p", payments: [null] }] }, "k").target_amount
    ).toBe(1000)
  })
})

describe("an order that is paid by Klarna and somebody else", () => {
  it("leaves to the other provider what it holds", () => {
    const facts = { items: [{ unit_price: 100 }], payment_collections: [collection(klarna(60), manual(40))] }
    expect(target(facts)).toMatchObject({ target_amount: 6000, voided_elsewhere: 0 })
  })

  it("leaves to the other provider what it captured", () => {
    const paid = manual(40, { captures: [{ amount: 40 }], captured_at: VOIDED })
    const facts = { items: [{ unit_price: 100 }], transaction_total: 40 }
    expect(target({ ...facts, payment_collections: [collection(klarna(60), paid)] }).target_amount).toBe(6000)
  })

  it("counts a payment of another Klarna order as somebody else's", () => {
    const second = klarna(40, { id: "pay_2", data: { klarna_order_id: "klarna-2" } })
    const facts = { items: [{ unit_price: 100 }], payment_collections: [collection(klarna(60), second)] }
    expect(target(facts).target_amount).toBe(6000)
  })

  const split = collection(klarna(60, { canceled_at: VOIDED }), manual(40, { canceled_at: VOIDED }))

  it("is not raised to fill the hole when core voids the other payment with an edit", () => {
    const facts = { items: [{ unit_price: 110 }], payment_collections: [split] }
    expect(target(facts)).toMatchObject({ target_amount: 7000, voided_elsewhere: 4000 })
  })

  it("says the same after Klarna's payment followed", () => {
    const followed = collection(klarna(70, { id: "pay_3", created_at: LATER }))
    const facts = { items: [{ unit_price: 110 }], payment_collections: [split, followed] }
    expect(target(facts)).toMatchObject({ target_amount: 7000, voided_elsewhere: 4000 })
  })

  it("still does not fill the hole with the next edit", () => {
    const followed = collection(klarna(70, { id: "pay_3", created_at: LATER, canceled_at: LATER }))
    const facts = { items: [{ unit_price: 120 }], payment_collections: [split, followed] }
    expect(target(facts)).toMatchObject({ target_amount: 8000, voided_elsewhere: 4000 })
  })

  it("is whole again when the merchant takes the hole off the order", () => {
    const followed = collection(klarna(70, { id: "pay_3", created_at: LATER, canceled_at: LATER }))
    const facts = { items: [{ unit_price: 70 }], payment_collections: [split, followed] }
    expect(target(facts)).toMatchObject({ target_amount: 7000, voided_elsewhere: 0 })
  })

  it("is whole again when the other provider reserves or captures the rest", () => {
    const facts = { items: [{ unit_price: 110 }] }
    const again = manual(40, { id: "pay_4", created_at: LATER })
    expect(target({ ...facts, payment_collections: [split, collection(again)] })).toMatchObject({
      target_amount: 7000,
      voided_elsewhere: 0,
    })
    const paid = { ...again, captures: [{ amount: 40 }], captured_at: LATER }
    expect(target({ ...facts, transaction_total: 40, payment_collections: [split, collection(paid)] })).toMatchObject({
      target_amount: 7000,
      voided_elsewhere: 0,
    })
  })

  it("leaves to the other provider the rest of what it captured in part", () => {
    const inPart = manual(40, { captures: [{ amount: 15 }] })
    const facts = { items: [{ unit_price: 100 }], transaction_total: 15 }
    expect(target({ ...facts, payment_collections: [collection(klarna(60), inPart)] }).target_amount).toBe(6000)
  })

  it("calls too much no more than what Klarna still holds: the rest is the other provider's to give back", () => {
    const refunded = klarna(100, { captures: [{ amount: 100 }], refunds: [{ amount: 60 }] })
    const paid = manual(50, { captures: [{ amount: 50 }], captured_at: VOIDED })
    const facts = { items: [{ unit_price: 20 }], transaction_total: 90 }
    expect(target({ ...facts, payment_collections: [collection(refunded, paid)] })).toMatchObject({
      overcaptured: 4000,
    })
  })

  it("fills what another Klarna order held: only a reservation of another provider leaves a hole", () => {
    const second = klarna(40, { id: "pay_2", data: { klarna_order_id: "klarna-2" }, canceled_at: VOIDED })
    const payments = collection(klarna(60, { canceled_at: VOIDED }), second)
    const facts = { items: [{ unit_price: 110 }], payment_collections: [payments] }
    expect(target(facts)).toMatchObject({ target_amount: 11000, voided_elsewhere: 0 })
  })

  it("has a hole of what was voided last, in whatever order Medusa lists the payments", () => {
    const first = collection(manual(15, { id: "pay_5", canceled_at: VOIDED }), klarna(60, { canceled_at: VOIDED }))
    const last = collection(
      manual(40, { id: "pay_4", created_at: VOIDED, canceled_at: LATER }),
      klarna(70, { id: "pay_3", created_at: VOIDED, canceled_at: LATER })
    )
    for (const payment_collections of [
      [first, last],
      [last, first],
    ]) {
      expect(target({ items: [{ unit_price: 170 }], payment_collections })).toMatchObject({ voided_elsewhere: 4000 })
    }
  })

  it("has a hole of what was voided last, not of what was voided and reserved again before", () => {
    const again = collection(
      manual(40, { id: "pay_4", created_at: VOIDED, canceled_at: LATER }),
      klarna(70, { id: "pay_3", created_at: VOIDED, canceled_at: LATER })
    )
    const facts = { items: [{ unit_price: 170 }] }
    const hole = { target_amount: 13000, voided_elsewhere: 4000 }
    expect(target({ ...facts, payment_collections: [split, again] })).toMatchObject(hole)
    expect(target({ ...facts, payment_collections: [again, split] })).toMatchObject(hole)
  })

  it("has a hole no smaller for what the other provider captured before, and smaller by what it captured since", () => {
    const deposit = manual(10, { id: "pay_4", captures: [{ amount: 10 }], captured_at: "2026-01-01T11:00:00Z" })
    const facts = { items: [{ unit_price: 120 }], transaction_total: 10 }
    expect(target({ ...facts, payment_collections: [split, collection(deposit)] })).toMatchObject({
      target_amount: 7000,
      voided_elsewhere: 4000,
    })
    const since = { ...deposit, amount: 40, created_at: LATER, captured_at: null, canceled_at: "2026-01-04T10:00:00Z" }
    expect(target({ ...facts, payment_collections: [split, collection(since)] })).toMatchObject({
      target_amount: 8000,
      voided_elsewhere: 3000,
    })
  })

  it("has a hole beside what Klarna captured in part", () => {
    const inPart = klarna(60, { captures: [{ amount: 20 }] })
    const payments = collection(inPart, manual(40, { canceled_at: VOIDED }))
    const facts = { items: [{ unit_price: 110 }], transaction_total: 20, payment_collections: [payments] }
    expect(target(facts)).toMatchObject({ target_amount: 7000, voided_elsewhere: 4000 })
  })

  it("says the same whichever of Klarna's payments Medusa lists first", () => {
    const followed = collection(klarna(70, { id: "pay_3", created_at: LATER }))
    const facts = { items: [{ unit_price: 100 }] }
    const hole = { target_amount: 7000, voided_elsewhere: 3000 }
    expect(target({ ...facts, payment_collections: [split, followed] })).toMatchObject(hole)
    expect(target({ ...facts, payment_collections: [followed, split] })).toMatchObject(hole)
  })

  it("does not take a failed attempt in the checkout for a part of the payment", () => {
    const failed = manual(100, { created_at: "2026-01-01T08:00:00Z", canceled_at: "2026-01-01T09:00:00Z" })
    const facts = { items: [{ unit_price: 110 }], payment_collections: [collection(failed, klarna(100))] }
    expect(target(facts)).toMatchObject({ target_amount: 11000, voided_elsewhere: 0 })
  })
})
