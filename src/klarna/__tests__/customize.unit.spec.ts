import type { Customize, CustomizeOrderLinesContext } from "../customize"
import { parseKlarnaOptions } from "../options"
import type { OrderLine } from "../types"

const shirt: OrderLine = {
  type: "physical",
  reference: "SHIRT",
  name: "Shirt",
  quantity: 2,
  unit_price: 5000,
  total_amount: 10_000,
  total_discount_amount: 0,
  tax_rate: 2500,
  total_tax_amount: 2000,
  merchant_data: "item_1",
}
const rounding: OrderLine = { name: "Rounding", quantity: 1, unit_price: 1, total_amount: 1 }
const lines = [shirt, rounding]
const context: CustomizeOrderLinesContext = {
  source: "order",
  id: "order_1",
  currency: "SEK",
  country: "SE",
  amount: 10_001,
  items: [],
  metadata: { tags: ["a"] },
}

const resolved = (customize: Customize) =>
  parseKlarnaOptions({ username: "a", password: "b", customize }).customize ?? {}
/** As it may come from a store without types. */
const answering = (answer: unknown) =>
  resolved({ orderLines: () => answer as OrderLine[] }).orderLines?.(lines, context)
const withShirt = (changes: object) => answering([{ ...shirt, ...changes }, rounding])

describe("The store's own function for order lines", () => {
  it("may rename lines, add one of nothing, and make up an amount otherwise", () => {
    const own = [
      { ...shirt, name: "Shirt, red", unit_price: 6000, total_discount_amount: 2000 },
      { ...rounding, name: "Cent" },
      { name: "Thank you", quantity: 1, unit_price: 0, total_amount: 0 },
    ]
    expect(answering(own)).toEqual({ value: own })
  })

  it.each([
    ["another sum", [shirt], "add up to 10000 in place of 10001"],
    ["a line too few", [{ ...rounding, unit_price: 10_001, total_amount: 10_001 }], "did not keep merchant_data"],
    ["a Promise", Promise.resolve(lines), "must be a list of order lines"],
    ["nothing", undefined, "must be a list of order lines"],
    ["no line", [], "must not be empty"],
  ])("is not followed when it answers %s", (_, answer, problem) => {
    expect(answering(answer)).toEqual({ problem: expect.stringContaining(problem) })
  })

  it.each([
    ["a name that is too long", { name: "x".repeat(256) }, "[0].name must be a text of at most 255 characters"],
    ["half a cent", { unit_price: 5000.5 }, "[0].unit_price must be a whole number of minor units"],
    ["an amount that its price does not make", { unit_price: 4000 }, "[0].total_amount must be quantity * unit_price"],
    ["a tax that its rate does not make", { total_tax_amount: 1 }, "[0].total_tax_amount must be the tax"],
    ["a field that Klarna does not have", { colour: "red" }, "[0] must be an order line"],
    ["other pieces of the same item", { quantity: 1, unit_price: 10_000 }, "did not keep merchant_data, quantity"],
  ])("is not followed when a line has %s", (_, changes, problem) => {
    expect(withShirt(changes)).toEqual({ problem: expect.stringContaining(problem) })
  })

  it("is not followed when it answers differently each time: Klarna would be told again and again", () => {
    let calls = 0
    const { orderLines } = resolved({ orderLines: (own) => own.map((line) => ({ ...line, name: `${++calls}` })) })
    expect(orderLines?.(lines, context)).toEqual({
      problem: "customize.orderLines answers differently when it is asked twice.",
    })
  })

  it("is said to have thrown where it did, without its words, which may be personal", () => {
    const { orderLines } = resolved({
      orderLines: () => {
        throw new RangeError("Anna Svensson lives elsewhere")
      },
    })
    const said = JSON.stringify(orderLines?.(lines, context))
    expect(said).toMatch(/customize\.orderLines threw RangeError \(customize\.unit\.spec\.ts:\d+\)/)
    expect(said).not.toContain("Anna")
  })

  const thrown = (name: string, stack?: string) => Object.assign(new Error("Anna Svensson"), { name, stack })

  it.each<[string, unknown, string]>([
    [
      "its name, file and line",
      thrown("RangeError", "x\n    at own (/srv/shop/lines.js:12:5)"),
      "RangeError (lines.js:12)",
    ],
    [
      "a place without a function",
      thrown("RangeError", "x\n    at /srv/shop/lines.js:120:55"),
      "RangeError (lines.js:120)",
    ],
    ["no place of the store's", thrown("RangeError", "x\n    at Array.map (<anonymous>)"), "RangeError"],
    ["a place and more behind it", thrown("RangeError", "x\n    at own (/srv/lines.js:12:5), Anna"), "RangeError"],
    ["no stack", thrown("RangeError"), "RangeError"],
    ["a name that may be personal", thrown("Anna Svensson"), "Error"],
    ["something that was not even an error", "Anna Svensson", "something that is no error"],
    ["nothing", undefined, "something that is no error"],
  ])("is said to have thrown, with %s", (_what, error, said) => {
    const { orderLines } = resolved({
      orderLines: () => {
        throw error
      },
    })
    expect(orderLines?.(lines, context)).toEqual({ problem: `customize.orderLines threw ${said}.` })
  })

  it("may answer the lines in another order, but not with the pieces of two items exchanged", () => {
    const mug = { ...shirt, merchant_data: "item_2", quantity: 1, unit_price: 10_000 }
    const both = resolved({ orderLines: (own) => [...own].reverse() }).orderLines
    expect(both?.([shirt, mug], context)).toEqual({ value: [mug, shirt] })
    const { orderLines } = resolved({
      orderLines: ([first, second, third]) => [
        first,
        { ...second, merchant_data: third.merchant_data },
        { ...third, merchant_data: second.merchant_data },
      ],
    })
    const cup = { ...shirt, merchant_data: "item_3" }
    expect(orderLines?.([{ ...shirt, merchant_data: "item_0" }, mug, cup], context)).toEqual({
      problem:
        "customize.orderLines did not keep merchant_data, quantity and total_amount of each line that has merchant_data.",
    })
  })

  it.each([
    [2001, true],
    [1999, true],
    [2002, false],
    [1998, false],
  ])("may be off by one minor unit of tax, as Klarna allows: %i of 2000, %s", (total_tax_amount, allowed) => {
    expect("value" in withShirt({ total_tax_amount })!).toBe(allowed)
  })

  it("cannot spoil what it was given", () => {
    const { orderLines } = resolved({
      orderLines: (own, { metadata }) => {
        own[0].name = "Spoilt"
        ;(metadata.tags as string[]).push("b")
        return own
      },
    })
    expect(orderLines?.(lines, context)).toMatchObject({ value: [{ name: "Spoilt" }, {}] })
    expect(lines[0].name).toBe("Shirt")
    expect(context.metadata).toEqual({ tags: ["a"] })
  })
})

describe("The store's own functions for references and descriptions", () => {
  const order = { order_id: "order_1", display_id: "7", metadata: {} }
  const amounts = { order_id: "order_1", currency: "SEK", order_amount: 2, previous_amount: 1 }

  it("are heard", () => {
    const { references, description } = resolved({
      references: (own, { display_id }) => ({ ...own, merchant_reference1: `NG-${display_id}` }),
      description: () => undefined,
    })
    const own = { merchant_reference2: "order_1" }
    expect(references?.(own, order)).toEqual({ value: { merchant_reference1: "NG-7", merchant_reference2: "order_1" } })
    expect(description?.("note", amounts)).toEqual({ value: undefined })
  })

  it("are named, with the field, in the sentence of their failure", () => {
    const { references } = resolved({ references: () => ({ merchant_reference1: 7 as unknown as string }) })
    expect(references?.({}, order)).toEqual({
      problem:
        "customize.references answered something else: merchant_reference1 must be a text of at most 255 characters.",
    })
    expect(answering(undefined)).toEqual({
      problem: "customize.orderLines answered something else: it must be a list of order lines.",
    })
  })

  it("are not followed when they answer something else", () => {
    const wrong = resolved({
      references: () => ({ merchant_reference1: 7 as unknown as string }),
      description: () => 7 as unknown as string,
    })
    expect(wrong.references?.({}, order)).toEqual({ problem: expect.stringContaining("merchant_reference1 must be") })
    expect(wrong.description?.("", amounts)).toEqual({ problem: expect.stringContaining("must be a text") })
  })

  it("have to be functions when the server boots", () => {
    expect(() => resolved({ references: "display_id" as never })).toThrow(
      'medusa-klarna: option "customize.references" must be a function'
    )
  })
})
