import type { SellableItem } from "../order-line-input"
import { itemLine } from "../order-line-item"

const sek = { currency: "SEK", net: false }
const lineOf = (item: Partial<SellableItem>) =>
  itemLine({ id: "ordli_1", title: "Mug", quantity: 1, total: 40, original_total: 40, ...item }, sek)

describe("The line of an item", () => {
  it("has the pieces of the cart where there is no order yet, and the order's own after an edit", () => {
    expect(lineOf({ quantity: 4 })).toMatchObject({ quantity: 4, unit_price: 1000, total_amount: 4000 })
    expect(lineOf({ quantity: 4, detail: null }).quantity).toBe(4)
    expect(lineOf({ quantity: 4, detail: { quantity: 2 } })).toMatchObject({ quantity: 2, unit_price: 2000 })
  })

  it.each<[string, Partial<SellableItem>]>([
    ["physical", { total: 0 }],
    ["digital", { total: 0, requires_shipping: false }],
    ["physical", { requires_shipping: null }],
    ["discount", { total: -10, original_total: -10, requires_shipping: false }],
  ])("is %s for %j", (type, item) => {
    expect(lineOf(item).type).toBe(type)
  })

  it.each([
    ["Mug", "Mug", "Mug"],
    ["Mug", "Blue", "Mug - Blue"],
    ["Mug", "DEFAULT Variant", "Mug"],
    ["Mug", " ", "Mug"],
  ])("names %s in the variant %s so that nothing is said twice: %s", (product_title, variant_title, name) => {
    expect(lineOf({ product_title, variant_title }).name).toBe(name)
  })

  it("ends its name with a word where Klarna's limit cuts it at a space", () => {
    expect(lineOf({ title: `${"x".repeat(254)} blue` }).name).toBe("x".repeat(254))
    const weighed = lineOf({ title: `${"x".repeat(248)} blue`, quantity: 0.5 }).name
    expect(weighed).toBe(`${"x".repeat(248)} × 0.5`)
  })

  const picture = (length: number) => "https://cdn.example/".padEnd(length, "a")

  it.each([["http://cdn.example/mug.png"], [picture(1024)]])("shows the picture %s", (thumbnail) => {
    expect(lineOf({ thumbnail }).image_url).toBe(thumbnail)
  })

  it.each([
    ["is longer than Klarna takes", picture(1025)],
    ["is no address from its start", "see https://cdn.example/mug.png"],
    ["is no address to its end", "https://cdn.example/mug.png (draft)"],
  ])("shows no picture whose address %s", (_what, thumbnail) => {
    expect(lineOf({ thumbnail })).not.toHaveProperty("image_url")
  })
})
