import { captureLines, type CapturableGoods } from "../capture-lines"
import { aLine } from "./support/order-line"

const shirts = aLine("shirt", 2, 10000)
const mug = aLine("mug", 1, 5000)
const shipping = aLine("ship", 1, 4900, { type: "shipping_fee" })
const lines = [shirts, mug, shipping]
const goods = (facts: Partial<CapturableGoods> = {}): CapturableGoods => ({
  lines,
  fulfilled: { shirt: 0, mug: 0 },
  captured: [],
  ...facts,
})

describe("The lines of a capture", () => {
  it("are all of the order's when it takes everything", () => {
    expect(captureLines(29900, goods())).toEqual(lines)
  })

  it("are what was shipped, with the shipping costs", () => {
    expect(captureLines(14900, goods({ fulfilled: { shirt: 1, mug: 0 } }))).toEqual([
      { ...shirts, quantity: 1, total_amount: 10000, total_discount_amount: 0, total_tax_amount: 2000 },
      shipping,
    ])
  })

  it("are what was shipped without the shipping costs, when the amount says so", () => {
    expect(captureLines(5000, goods({ fulfilled: { shirt: 0, mug: 1 } }))).toEqual([mug])
  })

  it("are the second parcel's when the first one is captured already", () => {
    const [first] = [captureLines(14900, goods({ fulfilled: { shirt: 1, mug: 0 } }))!]
    const second = captureLines(15000, goods({ fulfilled: { shirt: 2, mug: 1 }, captured: [first] }))
    expect(second?.map(({ merchant_data, quantity }) => [merchant_data, quantity])).toEqual([
      ["shirt", 1],
      ["mug", 1],
    ])
  })

  it("do not mix up two lines of one article [case 68]", () => {
    const [dear, cheap] = [aLine("a", 2, 10000, { reference: "SKU" }), aLine("b", 3, 7000, { reference: "SKU" })]
    const some = { lines: [dear, cheap], fulfilled: { a: 0, b: 2 } }
    const [second] = captureLines(14000, goods(some))!
    expect(second).toMatchObject({ merchant_data: "b", quantity: 2, unit_price: 7000, total_amount: 14000 })
    const rest = captureLines(27000, goods({ ...some, fulfilled: { a: 2, b: 3 }, captured: [[second]] }))
    expect(rest?.map(({ merchant_data, quantity }) => [merchant_data, quantity])).toEqual([
      ["a", 2],
      ["b", 1],
    ])
  })

  it("are not guessed when the amount fits nothing", () => {
    expect(captureLines(12345, goods({ fulfilled: { shirt: 2, mug: 1 } }))).toBeUndefined()
  })

  it("are not guessed after a capture whose lines nobody knows", () => {
    expect(captureLines(15000, goods({ fulfilled: { shirt: 2, mug: 1 }, captured: [null] }))).toBeUndefined()
    expect(captureLines(29900, goods({ captured: [null] }))).toBeUndefined()
  })

  it("are none where nothing is captured of nothing", () => {
    expect(captureLines(0, goods({ fulfilled: { shirt: 0, mug: 0 } }))).toBeUndefined()
  })

  it("keep the references of the order, on which refunds match [case 58]", () => {
    const [part] = captureLines(10000, goods({ fulfilled: { shirt: 1, mug: 0 } }))!
    expect(part.reference).toBe("sku-shirt")
  })
})
