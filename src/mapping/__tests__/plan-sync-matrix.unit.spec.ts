import type { OrderStatus } from "../../klarna/types"
import type { KlarnaMirror, OrderSnapshot, SyncPlan } from "../types"
import { ADDRESS, aMirror, line, plan, type Policy } from "./plan-sync.fixtures"

/** What Klarna and Medusa both know to be captured, of 100.00. */
const CAPTURED: Record<OrderStatus, number> = {
  AUTHORIZED: 0,
  PART_CAPTURED: 4000,
  CAPTURED: 10000,
  CANCELLED: 0,
  EXPIRED: 0,
  CLOSED: 10000,
}

interface Situation {
  order: Partial<OrderSnapshot>
  mirror?: Partial<KlarnaMirror>
  policy?: Policy
  /** Writes plain, attention with "!", waiting with "?", notes with "~". */
  expected: Record<OrderStatus, string>
}

const moved = { ...ADDRESS, city: "Malmö" }
const everything: Partial<OrderSnapshot> = {
  target_amount: 12000,
  shipping_address: moved,
  billing_address: moved,
  references: { merchant_reference1: "new", merchant_reference2: "order_1" },
}

const SITUATIONS: Record<string, Situation> = {
  "nothing changed": {
    order: {},
    expected: {
      AUTHORIZED: "",
      PART_CAPTURED: "",
      CAPTURED: "",
      CANCELLED: "!not_covered",
      EXPIRED: "!not_covered",
      CLOSED: "",
    },
  },
  "the amount went up": {
    order: { target_amount: 12000 },
    expected: {
      AUTHORIZED: "authorization",
      PART_CAPTURED: "authorization",
      CAPTURED: "!not_covered",
      CANCELLED: "!not_covered",
      EXPIRED: "!not_covered",
      CLOSED: "!not_covered",
    },
  },
  "the amount went up for a method that cannot": {
    order: { target_amount: 12000 },
    mirror: { payment_method: "CARD" },
    expected: {
      AUTHORIZED: "!increase_not_eligible",
      PART_CAPTURED: "!increase_not_eligible",
      CAPTURED: "!not_covered",
      CANCELLED: "!not_covered",
      EXPIRED: "!not_covered",
      CLOSED: "!not_covered",
    },
  },
  "the amount went up before Klarna's fraud decision": {
    order: { target_amount: 12000 },
    mirror: { fraud_status: "PENDING" },
    expected: {
      AUTHORIZED: "?authorization",
      PART_CAPTURED: "?authorization",
      CAPTURED: "!not_covered",
      CANCELLED: "!not_covered",
      EXPIRED: "!not_covered",
      CLOSED: "!not_covered",
    },
  },
  "the lines are others at the same amount": {
    order: { lines: [line(10000, "Potatoes")] },
    expected: {
      AUTHORIZED: "authorization",
      PART_CAPTURED: "authorization",
      CAPTURED: "~frozen_at_capture",
      CANCELLED: "!not_covered",
      EXPIRED: "!not_covered",
      CLOSED: "~frozen_at_capture",
    },
  },
  "the lines cannot be told": {
    order: { lines: [], unmappable: "they do not add up." },
    expected: {
      AUTHORIZED: "!lines_unmappable",
      PART_CAPTURED: "!lines_unmappable",
      CAPTURED: "",
      CANCELLED: "!not_covered",
      EXPIRED: "!not_covered",
      CLOSED: "",
    },
  },
  "the store's own function for lines fails": {
    order: { lines: [], unmappable: "It threw.", customization_failed: { lines: "It threw." } },
    expected: {
      AUTHORIZED: "!customization_failed",
      PART_CAPTURED: "!customization_failed",
      CAPTURED: "",
      CANCELLED: "!not_covered",
      EXPIRED: "!not_covered",
      CLOSED: "",
    },
  },
  "the store's own function for references fails": {
    order: { references: {}, customization_failed: { references: "It threw." } },
    expected: {
      AUTHORIZED: "!customization_failed",
      PART_CAPTURED: "!customization_failed",
      CAPTURED: "!customization_failed",
      CANCELLED: "!not_covered",
      EXPIRED: "!not_covered !customization_failed",
      CLOSED: "!customization_failed",
    },
  },
  "nothing is left to pay": {
    order: { target_amount: 0 },
    expected: {
      AUTHORIZED: "cancel",
      PART_CAPTURED: "!below_captured",
      CAPTURED: "~frozen_at_capture",
      CANCELLED: "",
      EXPIRED: "",
      CLOSED: "~frozen_at_capture",
    },
  },
  "the customer moved": {
    order: { shipping_address: moved },
    expected: {
      AUTHORIZED: "shipping_address",
      PART_CAPTURED: "shipping_address",
      CAPTURED: "~frozen_at_capture",
      CANCELLED: "!not_covered",
      EXPIRED: "!not_covered",
      CLOSED: "~frozen_at_capture",
    },
  },
  "the bill goes elsewhere, sent by hand": {
    order: { billing_address: moved },
    policy: { operations: { billingAddress: "manual" } },
    expected: {
      AUTHORIZED: "~manual",
      PART_CAPTURED: "~manual",
      CAPTURED: "~frozen_at_capture",
      CANCELLED: "!not_covered",
      EXPIRED: "!not_covered",
      CLOSED: "~frozen_at_capture",
    },
  },
  "the order number changed": {
    order: { references: { merchant_reference1: "new", merchant_reference2: "order_1" } },
    expected: {
      AUTHORIZED: "references",
      PART_CAPTURED: "references",
      CAPTURED: "references",
      CANCELLED: "!not_covered",
      EXPIRED: "references !not_covered",
      CLOSED: "references",
    },
  },
  "everything changed, and the order is new": {
    order: everything,
    mirror: { acknowledged: { ...aMirror().acknowledged, order: false } },
    expected: {
      AUTHORIZED: "acknowledge authorization shipping_address billing_address references",
      PART_CAPTURED: "acknowledge authorization shipping_address billing_address references",
      CAPTURED: "acknowledge references !not_covered ~frozen_at_capture ~frozen_at_capture",
      CANCELLED: "!not_covered",
      EXPIRED: "acknowledge references !not_covered",
      CLOSED: "acknowledge references !not_covered ~frozen_at_capture ~frozen_at_capture",
    },
  },
  "Medusa missed a capture": {
    order: { ...everything, captured_amount: 1 },
    expected: {
      AUTHORIZED: "shipping_address billing_address references !captured_elsewhere",
      PART_CAPTURED: "shipping_address billing_address references !captured_elsewhere",
      CAPTURED: "references !captured_elsewhere ~frozen_at_capture ~frozen_at_capture",
      CANCELLED: "!captured_elsewhere",
      EXPIRED: "references !captured_elsewhere",
      CLOSED: "references !captured_elsewhere ~frozen_at_capture ~frozen_at_capture",
    },
  },
  "it was canceled, and everything else changed too": {
    order: { ...everything, canceled: true },
    expected: {
      AUTHORIZED: "cancel",
      PART_CAPTURED: "release !refund_missing",
      CAPTURED: "!refund_missing",
      CANCELLED: "",
      EXPIRED: "",
      CLOSED: "!refund_missing",
    },
  },
  "it was canceled before Klarna's fraud decision": {
    order: { canceled: true },
    mirror: { fraud_status: "PENDING" },
    expected: {
      AUTHORIZED: "cancel",
      PART_CAPTURED: "release !refund_missing",
      CAPTURED: "!refund_missing",
      CANCELLED: "",
      EXPIRED: "",
      CLOSED: "!refund_missing",
    },
  },
}

describe.each(Object.entries(SITUATIONS))("when %s", (_, { order, mirror, policy, expected }) => {
  it.each(Object.entries(expected) as [OrderStatus, string][])("and Klarna is %s: %s", (status, told) => {
    const captured_amount = CAPTURED[status]
    const planned = plan({ captured_amount, ...order }, { status, captured_amount, ...mirror }, policy)
    expect(inShort(planned)).toBe(told)
  })
})

function inShort({ writes, attention, waiting, notes }: SyncPlan): string {
  return [
    ...writes.map(({ kind }) => kind),
    ...attention.map(({ code }) => `!${code}`),
    ...waiting.map(({ kind }) => `?${kind}`),
    ...notes.map(({ code }) => `~${code}`),
  ].join(" ")
}
