import { captureLines } from "../capture-lines"
import { goodsOf, piecesOf } from "../goods"
import { sumOf } from "../line-parts"
import type { OrderForSync } from "../order-fields"
import type { ItemDetail } from "../order-line-input"
import type { SnapshotContext } from "../order-snapshot"
import { refundLines } from "../refund-lines"
import { medusaOrder, type OrderFacts } from "./support/medusa-order"
import { aLine } from "./support/order-line"

const context: SnapshotContext = {
  klarna_order_id: "klarna-1",
  purchase_country: "SE",
  options: { references: { merchantReference1: "display_id", merchantReference2: "id" }, salesTaxCountries: ["US"] },
}
const goods = (facts: OrderFacts) => goodsOf(medusaOrder(facts), context)
const [SHIRT, MUG] = ["ordli_0000", "ordli_0001"]

/** Three shirts and a mug, two ways of shipping: out and back. */
const sold = {
  items: [
    { unit_price: 100, quantity: 3, fulfilled: 3, shipped: 2, returned: 1 },
    { unit_price: 40, fulfilled: 1, shipped: 0 },
  ],
  shipping: [{ amount: 49 }],
}

/** The order with these ways of shipping, major units; of which return each brings goods back. */
function shippedBy(...methods: { amount: number; return_id?: string }[]): OrderForSync {
  const order = medusaOrder({ items: [{ unit_price: 100 }], shipping: methods.map(({ amount }) => ({ amount })) })
  methods.forEach(({ return_id }, index) => Object.assign(order.shipping_methods![index]!, { detail: { return_id } }))
  return order
}

describe("What an order says of its goods", () => {
  it("counts what is packed, what has left and what came back, item by item", () => {
    expect(goods(sold)).toMatchObject({
      fulfilled: { [SHIRT]: 3, [MUG]: 1 },
      shipped: { [SHIRT]: 2, [MUG]: 0 },
      returned: { [SHIRT]: 1, [MUG]: 0 },
      country: "SE",
    })
  })

  it("has Klarna's lines of what the customer keeps", () => {
    const { lines } = goods(sold)
    expect(lines.map(({ merchant_data, quantity }) => [merchant_data, quantity]).slice(0, 2)).toEqual([
      [SHIRT, 2],
      [MUG, 1],
    ])
    expect(sumOf(lines)).toBe(28900)
  })

  it("knows its parcels", () => {
    const fulfillments = [{ id: "ful_1", shipped_at: "2026-01-02", items: [{ line_item_id: SHIRT, quantity: 2 }] }]
    expect(goods({ ...sold, fulfillments }).shipments).toMatchObject([
      { id: "ful_1", has_left: true, goods: [{ line_id: SHIRT, quantity: 2 }] },
    ])
  })

  it("takes the fee for sending goods back from the returns, and from no other shipping", () => {
    const fee = (...methods: Parameters<typeof shippedBy>) => goodsOf(shippedBy(...methods), context).return_fee
    expect(fee({ amount: 49 })).toBe(0)
    expect(fee({ amount: 49 }, { amount: 19.5, return_id: "return_1" })).toBe(1950)
    expect(fee({ amount: 19.5, return_id: "return_1" }, { amount: 30, return_id: "return_2" })).toBe(4950)
  })

  it("has no return fee where nothing is known of how it was shipped", () => {
    const order = shippedBy({ amount: 49 })
    expect(goodsOf({ ...order, shipping_methods: null }, context).return_fee).toBe(0)
    const unknown = order.shipping_methods!.map((method) => ({ ...method!, detail: null }))
    expect(goodsOf({ ...order, shipping_methods: [null, ...unknown] }, context).return_fee).toBe(0)
  })
})

describe("Goods that cannot be counted in whole pieces", () => {
  /** Two and a half metres of cloth beside three shirts. */
  const cloth = (moved: number) =>
    goods({
      items: [
        { unit_price: 100, quantity: 3 },
        { unit_price: 80, quantity: 2.5, fulfilled: moved, shipped: moved },
      ],
    })

  it("go with a capture only when all of them went", () => {
    expect(captureLines(20000, { ...cloth(2.5), captured: [] })).toMatchObject([
      { merchant_data: MUG, quantity: 1, total_amount: 20000 },
    ])
    expect(captureLines(20000, { ...cloth(2), captured: [] })).toBeUndefined()
    expect(cloth(2).shipped).toMatchObject({ [MUG]: 0 })
  })

  it("are one piece when there is less than one of them", () => {
    const order = medusaOrder({
      items: [
        { unit_price: 100, quantity: 3 },
        { unit_price: 80, quantity: 0.5, shipped: 0.5 },
      ],
    })
    expect(goodsOf(order, context).shipped).toEqual({ [SHIRT]: 0, [MUG]: 1 })
  })
})

describe("Pieces of an item", () => {
  const item = (detail: ItemDetail | null) => ({
    id: SHIRT,
    quantity: 2,
    detail,
  })
  const pieces = (items: OrderForSync["items"], lines = [aLine(SHIRT, 2, 10000)]) =>
    piecesOf({ id: "order_1", currency_code: "sek", items }, lines, "return_received_quantity")

  it("are none of an order without items", () => {
    expect(pieces(null)).toEqual({})
    expect(pieces([null])).toEqual({})
  })

  it("have not moved where Medusa says nothing of them", () => {
    expect(pieces([item(null)])).toEqual({ [SHIRT]: 0 })
  })

  it("count although all came back and Klarna has no line of them any more", () => {
    const back = pieces([item({ quantity: 2, return_received_quantity: 2 })], [])
    expect(back).toEqual({ [SHIRT]: 2 })
    const whole = [aLine(SHIRT, 2, 10000)]
    const facts = {
      captured: [[...whole, aLine(MUG, 1, 4000)]],
      refunded: [],
      returned: back,
      return_fee: 0,
      country: "SE",
    }
    expect(refundLines(20000, facts)).toEqual(whole)
  })
})
