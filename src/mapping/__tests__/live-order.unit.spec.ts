import type { Order } from "../../klarna/types"
import { liveOrder } from "../live-order"

const address = { given_name: "Ada", street_address: "Storgatan 1", email: "ada@example.com", phone: "+46700000000" }

const bare: Order = {
  order_id: "f3392f8b",
  status: "AUTHORIZED",
  fraud_status: "ACCEPTED",
  order_amount: 29000,
  original_order_amount: 31000,
  captured_amount: 0,
  refunded_amount: 0,
  remaining_authorized_amount: 29000,
  purchase_country: "se",
  purchase_currency: "sek",
  order_lines: [],
  captures: [],
  refunds: [],
}

const full: Order = {
  ...bare,
  status: "PART_CAPTURED",
  captured_amount: 15000,
  refunded_amount: 5000,
  remaining_authorized_amount: 14000,
  klarna_reference: "K4ABC",
  merchant_reference1: "1042",
  merchant_reference2: "order_1",
  created_at: "2026-01-01T10:00:00Z",
  expires_at: "2026-01-29T10:00:00Z",
  initial_payment_method: { type: "PAY_IN_X", description: "Pay in 3", number_of_installments: 3 },
  billing_address: address,
  shipping_address: address,
  customer: { date_of_birth: "1990-01-01" },
  order_lines: [
    {
      ...{ type: "physical", reference: "SHIRT", name: "Shirt", quantity: 2, unit_price: 10000, total_amount: 20000 },
      ...{ tax_rate: 2500, total_tax_amount: 4000, merchant_data: "ordli_1" },
    },
  ],
  captures: [
    {
      ...{ capture_id: "k1", captured_amount: 15000, reference: "capt_1", captured_at: "2026-01-02T10:00:00Z" },
      ...{ billing_address: address, shipping_address: address },
    },
  ],
  refunds: [{ refund_id: "r1", refunded_amount: 5000, reference: "ref_1", refunded_at: "2026-01-03T10:00:00Z" }],
}

describe("Klarna's order as the merchant reads it", () => {
  it("shows status, money, dates and references as Klarna has them", () => {
    expect(liveOrder(full)).toMatchObject({
      ...{ klarna_order_id: "f3392f8b", klarna_reference: "K4ABC", status: "PART_CAPTURED", fraud_status: "ACCEPTED" },
      ...{ order_amount: 29000, original_order_amount: 31000, captured_amount: 15000, refunded_amount: 5000 },
      ...{ remaining_authorized_amount: 14000, merchant_reference1: "1042", merchant_reference2: "order_1" },
      ...{ created_at: "2026-01-01T10:00:00Z", expires_at: "2026-01-29T10:00:00Z" },
      payment_method: { type: "PAY_IN_X", description: "Pay in 3", number_of_installments: 3 },
    })
  })

  it("lists lines, captures and refunds, each with its amount", () => {
    const { lines, captures, refunds } = liveOrder(full)
    expect(lines).toEqual([{ reference: "SHIRT", name: "Shirt", quantity: 2, unit_price: 10000, total_amount: 20000 }])
    expect(captures).toEqual([{ id: "k1", amount: 15000, reference: "capt_1", captured_at: "2026-01-02T10:00:00Z" }])
    expect(refunds).toEqual([{ id: "r1", amount: 5000, reference: "ref_1", refunded_at: "2026-01-03T10:00:00Z" }])
  })

  it("tells nothing of the person, nor Medusa's ids", () => {
    const shown = JSON.stringify(liveOrder(full))
    const hidden = [...Object.values(address), "1990-01-01", "ordli_1"]
    expect(hidden.filter((value) => shown.includes(value))).toEqual([])
  })

  it("writes currency and country as codes are written", () => {
    expect(liveOrder(full)).toMatchObject({ purchase_currency: "SEK", purchase_country: "SE" })
  })

  it("says nothing, not something made up, where Klarna says nothing", () => {
    expect(liveOrder(bare)).toMatchObject({
      ...{ klarna_reference: null, payment_method: null, merchant_reference1: null, merchant_reference2: null },
      ...{ created_at: null, expires_at: null, lines: [], captures: [], refunds: [] },
    })
    const silent = liveOrder({
      ...bare,
      initial_payment_method: {},
      order_lines: [{ ...full.order_lines[0]!, reference: "" }],
      captures: [{ capture_id: "k1", captured_amount: 100 }],
      refunds: [{ refunded_amount: 100 }],
    })
    expect(silent).toMatchObject({
      payment_method: { type: null, description: null, number_of_installments: null },
      lines: [{ reference: null, name: "Shirt" }],
      captures: [{ id: "k1", amount: 100, reference: null, captured_at: null }],
      refunds: [{ id: null, amount: 100, reference: null, refunded_at: null }],
    })
  })
})
