import type { OrderForSync, OrderPayment } from "../order-fields"
import { paymentsOf } from "../payment-money"
import { payment } from "./support/medusa-order"

const order = (payment_collections: OrderForSync["payment_collections"]): OrderForSync => ({
  ...{ id: "order_1", currency_code: "sek", total: 100, payment_collections },
})
const moneyOf = (facts: Partial<OrderPayment>) =>
  paymentsOf(order([{ id: "paycol_1", payments: [{ ...payment({ amount: 100 }), ...facts }] }]), "klarna-1")[0]

const VOIDED = "2026-01-02T10:00:00Z"

describe("What a payment of an order moved", () => {
  it.each<[string, Partial<OrderPayment>, { live: number; voided: number; captured: number }]>([
    ["is reserved when it was only authorised", {}, { live: 10_000, voided: 0, captured: 0 }],
    [
      "is reserved by what was not captured yet",
      { captures: [{ amount: 33.335 }, null, { amount: 10 }] },
      { live: 5_666, voided: 0, captured: 4_334 },
    ],
    [
      "is nothing reserved any more once it counts as captured",
      { captures: [{ amount: 60 }], captured_at: VOIDED },
      { live: 0, voided: 0, captured: 6_000 },
    ],
    ["is voided when core canceled it", { canceled_at: VOIDED }, { live: 0, voided: 10_000, captured: 0 }],
    [
      "is not voided when a part of it was captured before core canceled it",
      { canceled_at: VOIDED, captures: [{ amount: 60 }] },
      { live: 0, voided: 0, captured: 6_000 },
    ],
    [
      "is never less than nothing reserved, whatever was captured",
      { captures: [{ amount: 120 }] },
      { live: 0, voided: 0, captured: 12_000 },
    ],
  ])("%s", (_what, facts, moved) => {
    expect(moneyOf(facts)).toMatchObject({ amount: 10_000, refunded: 0, ...moved })
  })

  it.each<[string, Partial<OrderPayment>]>([
    ["klarna", {}],
    ["other_klarna", { data: { klarna_order_id: "klarna-2" } }],
    ["other_klarna", { data: null }],
    ["other", { provider_id: "pp_system_default" }],
    ["other", { provider_id: null }],
  ])("belongs to %s: %j", (owner, facts) => {
    expect(moneyOf(facts)).toMatchObject({ owner })
  })

  it("is told with its collection, and nothing is made up where Medusa left rows empty", () => {
    const rows = [
      null,
      { id: "paycol_0", payments: null },
      { id: "paycol_1", payments: [null, payment({ amount: 1 })] },
    ]
    expect(paymentsOf(order(rows), "klarna-1")).toMatchObject([{ collection: 2, amount: 100 }])
    expect(paymentsOf(order(null), "klarna-1")).toEqual([])
    expect(moneyOf({ captures: null, refunds: null })).toMatchObject({ captured: 0, refunded: 0 })
  })
})
