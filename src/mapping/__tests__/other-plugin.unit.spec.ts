import type { Order, OrderLine } from "../../klarna/types"
import { linesFingerprint } from "../fingerprint"
import {
  acknowledgedAtAdoption,
  asGoodAsTold,
  asHandedOver,
  differencesIn,
  fitsPattern,
  klarnaOrderIdAt,
  paymentsToHandOver,
} from "../other-plugin"
import type { OrderForSync, OrderPaymentCollection } from "../order-fields"
import { parcelFingerprint } from "../parcels"
import { targetAmount } from "../target-amount"
import type { OrderSnapshot, SyncPlan } from "../types"

const line = (name: string, quantity: number, total_amount: number): OrderLine => ({
  ...{ name, quantity, total_amount, type: "physical", unit_price: total_amount / quantity },
})
const klarnas = (order_lines: OrderLine[], order_amount = 300) =>
  ({ order_id: "k1", order_amount, order_lines }) as unknown as Order
const planOf = (order_lines: OrderLine[], order_amount = 300): SyncPlan => ({
  ...{ held: [], attention: [], waiting: [], notes: [] },
  writes: [{ kind: "authorization", fingerprint: "ours", order_amount, order_lines }],
})
const shipped = (...numbers: string[]) =>
  ({
    shipments: [{ id: "ful_1", parcels: numbers.map((tracking_number) => ({ tracking_number })) }],
  }) as unknown as Pick<OrderSnapshot, "shipments">

describe("Where another plugin keeps Klarna's id", () => {
  it.each([
    [{ order_id: "k1" }, "data.order_id", "k1"],
    [{ klarna: { id: "k1" } }, "data.klarna.id", "k1"],
    [{ klarna: null }, "data.klarna.id", undefined],
    [{ order_id: 7 }, "data.order_id", undefined],
    [{ order_id: "../secrets" }, "data.order_id", undefined],
    [null, "data.order_id", undefined],
    ["k1", "data.length", undefined],
    ["k1", "data.0", undefined],
    [{ order_id: "k1/../../secrets" }, "data.order_id", undefined],
    [{ order_id: "k".repeat(64) }, "data.order_id", "k".repeat(64)],
    [{ order_id: "k".repeat(65) }, "data.order_id", undefined],
  ])("in %j at %s it is %s", (data, path, id) => {
    expect(klarnaOrderIdAt(data, path)).toBe(id)
  })

  it.each([
    ["pp_other-klarna_main", "pp_*klarna*", true],
    ["pp_klarna", "pp_*klarna*", true],
    ["pp_stripe_stripe", "pp_*klarna*", false],
    ["xpp_klarna", "pp_*klarna*", false],
    ["pp_a_b", "pp_a_b", true],
    ["pp_a-b", "pp_a.b", false],
    ["pp_a.b", "pp_a.b", true],
    ["pp_ab", "pp_a.b", false],
  ])("%s fits %s: %s", (provider, pattern, fits) => {
    expect(fitsPattern(provider, pattern)).toBe(fits)
  })
})

describe("A payment that goes over", () => {
  const order = {
    id: "order_1",
    currency_code: "sek",
    total: 100,
    payment_collections: [
      {
        id: "paycol_1",
        payments: [
          { id: "pay_void", provider_id: "pp_other_klarna", amount: 80, data: { id: "k1" }, canceled_at: "2026-01-01" },
          { id: "pay_live", provider_id: "pp_other_klarna", amount: 100, data: { id: "k1" } },
          { id: "pay_else", provider_id: "pp_stripe", amount: 0, data: { id: "k1" } },
        ],
      },
    ],
  } as unknown as OrderForSync

  it("takes the voided payments of the same Klarna order with it, and nobody else's", () => {
    const found = paymentsToHandOver(order, { klarna_order_id: "k1", path: "data.id", provider: "pp_*klarna*" })
    expect(found.map(({ id }) => id)).toEqual(["pay_void", "pay_live"])
  })

  it("leaves the payments of another Klarna order, and rows that Medusa left empty, where they are", () => {
    const wanted = { klarna_order_id: "k1", path: "data.id", provider: "pp_*klarna*" }
    const [first] = order.payment_collections!
    const another = { ...first!.payments![0]!, id: "pay_another", data: { id: "k2" } }
    const unknown = { id: "pay_unknown", provider_id: null, data: { id: "k1" } }
    const payments = [null, another, unknown, first!.payments![1]!]
    const payment_collections = [null, { id: "paycol_0", payments: null }, { id: "paycol_1", payments }]
    expect(paymentsToHandOver({ payment_collections }, wanted).map(({ id }) => id)).toEqual(["pay_live"])
    expect(paymentsToHandOver({ payment_collections: null }, wanted)).toEqual([])
  })

  it("changes hands with all that it is: only its provider and what ours needs beside the other's data are new", () => {
    const bare = { id: "paycol_0", payments: null }
    const [{ payments, ...rest }] = order.payment_collections as [OrderPaymentCollection]
    const before = { ...order, payment_collections: [null, bare, { ...rest, payments: [...payments!, null] }] }
    const change = { payment_ids: ["pay_live"], provider_id: "pp_klarna_klarna", data: { klarna_order_id: "k1" } }
    const [none, empty, collection] = asHandedOver(before, change).payment_collections!
    expect([none, empty]).toEqual([null, { id: "paycol_0", payments: [] }])
    const [voided, , elsewhere] = payments!
    expect(collection).toEqual({
      id: "paycol_1",
      payments: [
        voided,
        { id: "pay_live", provider_id: "pp_klarna_klarna", amount: 100, data: { id: "k1", klarna_order_id: "k1" } },
        elsewhere,
        null,
      ],
    })
    expect(asHandedOver({ ...order, payment_collections: null }, change).payment_collections).toEqual([])
  })

  it("is Klarna's share of the order from then on: before, somebody else held all of it", () => {
    expect(targetAmount(order, "k1").target_amount).toBe(0)
    const data = { klarna_order_id: "k1" }
    const ours = asHandedOver(order, { payment_ids: ["pay_void", "pay_live"], provider_id: "pp_klarna_klarna", data })
    expect(targetAmount(ours, "k1").target_amount).toBe(10_000)
    expect(order.payment_collections?.[0]?.payments?.[0]?.provider_id).toBe("pp_other_klarna")
  })
})

describe("What need not be told of an adopted order", () => {
  it("is lines that are named differently, but are the same goods for the same money", () => {
    const theirs = klarnas([line("Their mug", 2, 200), line("Shipping", 1, 100), line("Rounding", 1, 0)])
    const ours = planOf([line("Shipping", 1, 100), line("Mug", 2, 200)])
    expect(asGoodAsTold(ours, shipped(), theirs)).toEqual({ lines: "ours" })
  })

  it.each([
    ["another quantity", klarnas([line("Mug", 1, 200), line("Shipping", 1, 100)])],
    ["another price", klarnas([line("Mug", 2, 210), line("Shipping", 1, 90)])],
    ["a line less", klarnas([line("Mug", 2, 200)])],
    ["another amount", klarnas([line("Mug", 2, 200), line("Shipping", 1, 100)], 400)],
  ])("is not lines with %s", (_what, theirs) => {
    expect(asGoodAsTold(planOf([line("Mug", 2, 200), line("Shipping", 1, 100)]), shipped(), theirs)).toBeUndefined()
  })

  it("is lines also when something else is to be told first", () => {
    const lines = [line("Mug", 2, 200)]
    const { writes } = planOf(lines, 200)
    const acknowledge = { kind: "acknowledge" as const, fingerprint: "first" }
    expect(asGoodAsTold({ writes: [acknowledge, ...writes], held: [] }, shipped(), klarnas(lines, 200))).toEqual({
      lines: "ours",
    })
  })

  it("is that the order arrived: whoever made it acknowledged that, and the lines are those that a read shows", () => {
    const theirs = { ...klarnas([line("Their mug", 2, 200)], 200), captures: [] }
    const known = acknowledgedAtAdoption(theirs)
    expect(known).toMatchObject({ order: true, lines: linesFingerprint(200, [line("Their mug", 2, 200)], "k1") })
  })

  it("is parcels that left before", () => {
    const told = asGoodAsTold({ writes: [], held: [] }, shipped("A", "B"), klarnas([]))
    expect(told?.parcels).toEqual(["A", "B"].map((tracking_number) => parcelFingerprint({ tracking_number }, "k1")))
    expect(told).not.toHaveProperty("lines")
  })
})

it("names each difference once: what would be sent, what waits, what a person would have to look at", () => {
  const { writes } = planOf([])
  const plan = { ...planOf([]), held: writes, attention: [{ code: "not_covered" as const, message: "" }] }
  expect(differencesIn(plan)).toEqual(["authorization", "not_covered"])
})

it("is no difference that Klarna's authorisation ends soon", () => {
  const attention = [{ code: "expires_soon" as const, message: "" }]
  const writes = [{ kind: "extend" as const, fingerprint: "x", expires_at: null }]
  expect(differencesIn({ ...planOf([]), writes, attention })).toEqual([])
})
