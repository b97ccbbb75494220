import fc from "fast-check"
import type { OrderLine } from "../../klarna/types"
import { sumOf } from "../line-parts"
import { refundLines, type RefundableGoods } from "../refund-lines"
import { aLine } from "./support/order-line"

const sold = [aLine("shirt", 2, 10000), aLine("mug", 1, 5000), aLine("ship", 1, 4900, { type: "shipping_fee" })]
const goods = (facts: Partial<RefundableGoods> = {}): RefundableGoods => ({
  captured: [sold],
  refunded: [],
  returned: {},
  return_fee: 0,
  country: "SE",
  ...facts,
})
const named = (lines: OrderLine[] | undefined) => lines?.map(({ merchant_data, quantity }) => [merchant_data, quantity])

describe("The lines of a refund", () => {
  it("are all that was captured when everything is given back [case 66]", () => {
    expect(refundLines(29900, goods())).toEqual(sold)
  })

  it("are what came back", () => {
    expect(named(refundLines(10000, goods({ returned: { shirt: 1 } })))).toEqual([["shirt", 1]])
  })

  it("are less the return fee, with its tax rate, where the market has one [cases 1, 3]", () => {
    const lines = refundLines(9500, goods({ returned: { shirt: 1 }, return_fee: 500 }))
    expect(lines?.[1]).toMatchObject({
      ...{ type: "return_fee", name: "Return fee", quantity: 1 },
      ...{ total_amount: -500, unit_price: -500, tax_rate: 0 },
    })
  })

  it.each([
    ["in a market without return fees", { country: "US" }],
    ["after several captures", { captured: [[sold[0]], [sold[1], sold[2]]] }],
  ])("do not have a return fee %s [case 4]", (_, facts) => {
    expect(refundLines(9500, goods({ returned: { shirt: 1 }, return_fee: 500, ...facts }))).toBeUndefined()
  })

  it("never have a return fee of nothing [case 4]", () => {
    expect(refundLines(10000, goods({ returned: { shirt: 1 } }))?.map(({ type }) => type)).toEqual([undefined])
  })

  it("do not mix up two lines of one article [case 68]", () => {
    const captured = [[aLine("a", 2, 10000, { reference: "SKU" }), aLine("b", 3, 7000, { reference: "SKU" })]]
    const [back] = refundLines(7000, goods({ captured, returned: { b: 1 } }))!
    expect(back).toMatchObject({ merchant_data: "b", quantity: 1, unit_price: 7000, total_amount: 7000 })
  })

  it("are found over several captures of the same line", () => {
    const half = { ...sold[0], quantity: 1, total_amount: 10000, total_tax_amount: 2000 }
    expect(named(refundLines(20000, goods({ captured: [[half], [half, sold[1]]], returned: { shirt: 2 } })))).toEqual([
      ["shirt", 2],
    ])
  })

  it("are the second return's when the first one was refunded", () => {
    const first = refundLines(10000, goods({ returned: { shirt: 1 } }))!
    const second = refundLines(15000, goods({ returned: { shirt: 2, mug: 1 }, refunded: [first] }))
    expect(named(second)).toEqual([
      ["shirt", 1],
      ["mug", 1],
    ])
  })

  it.each([
    ["the amount fits nothing", { returned: { shirt: 1 } }],
    ["the lines of a capture are not known", { captured: [sold, null] }],
    ["the lines of an earlier refund are not known", { refunded: [null] }],
  ])("are left away when %s", (_, facts) => {
    expect(refundLines(777, goods(facts))).toBeUndefined()
  })

  it.each([
    ["a capture", { captured: [sold, null] }],
    ["an earlier refund", { refunded: [null] }],
  ])("are left away when those of %s are not known, although the known ones would fit", (_, facts) => {
    expect(refundLines(29900, goods(facts))).toBeUndefined()
  })

  it("are left away when nothing is left to give back", () => {
    expect(refundLines(0, goods({ refunded: [sold] }))).toBeUndefined()
  })

  it("keep the discount and the tax of a line that went with several captures", () => {
    const part = (facts: Partial<OrderLine>) => ({ ...aLine("shirt", 1, 10000), ...facts })
    const first = part({ total_discount_amount: 1001, total_amount: 8999, total_tax_amount: 1800 })
    const second = part({ total_discount_amount: 1000, total_amount: 9000, total_tax_amount: 1800 })
    const last = part({ total_tax_amount: undefined, tax_rate: 0 })
    expect(refundLines(17999, goods({ captured: [[first], [second]] }))).toEqual([
      expect.objectContaining({
        ...{ quantity: 2, unit_price: 10000, total_amount: 17999 },
        ...{ total_discount_amount: 2001, total_tax_amount: 3600 },
      }),
    ])
    expect(refundLines(18999, goods({ captured: [[last], [first]] }))).toMatchObject([
      { quantity: 2, total_amount: 18999, total_discount_amount: 1001, total_tax_amount: 1800 },
    ])
    expect(refundLines(19000, goods({ captured: [[second], [last]] }))).toMatchObject([
      { quantity: 2, total_amount: 19000, total_discount_amount: 1000, total_tax_amount: 1800 },
    ])
  })

  it("always sum exactly to what is given back [case 90]", () => {
    fc.assert(
      fc.property(fc.nat(30_000), fc.nat(2), fc.nat(1), fc.nat(1000), (amount, shirt, mug, return_fee) => {
        const lines = refundLines(amount, goods({ returned: { shirt, mug }, return_fee }))
        expect(lines === undefined || sumOf(lines) === amount).toBe(true)
      })
    )
  })
})
