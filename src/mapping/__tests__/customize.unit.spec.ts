import type { CheckedCustomize, CustomizeOrderLinesContext } from "../../klarna/customize"
import type { MerchantReferences, OrderLine } from "../../klarna/types"
import { customizedLines, customizedReferences } from "../customize"
import type { Lines } from "../order-lines"
import { orderSnapshot } from "../order-snapshot"
import { purchaseDetails } from "../purchase"
import { medusaCart, medusaOrder } from "./support/medusa-order"
import { aLine } from "./support/order-line"

const facts = {
  items: [{ unit_price: 100, quantity: 2, title: "Shirt", variant_sku: "SHIRT" }],
  metadata: { invoice: "F-9" },
}
const failing: CheckedCustomize = {
  orderLines: () => ({ problem: "customize.orderLines threw." }),
  references: () => ({ problem: "customize.references threw." }),
}

const snapshot = (customize: CheckedCustomize, overrides?: { merchant_reference1: string }) =>
  orderSnapshot(medusaOrder(facts), {
    klarna_order_id: "klarna-1",
    purchase_country: "se",
    options: {
      references: { merchantReference1: "display_id", merchantReference2: "id" },
      salesTaxCountries: [],
      customize,
    },
    overrides,
  })

const purchase = (customize: CheckedCustomize, onFailed = jest.fn()) =>
  purchaseDetails(medusaCart(facts), { country: "se", salesTaxCountries: [], customize, onFailed })

const shouting: CheckedCustomize = {
  orderLines: (lines) => ({ value: lines.map((line) => ({ ...line, name: line.name.toUpperCase() })) }),
}

describe("The store's own functions", () => {
  it("shape the lines of a purchase and of its order alike", () => {
    const names = [purchase(shouting).order_lines, snapshot(shouting).lines].map((lines) =>
      lines.map(({ name }) => name)
    )
    expect(names[0]).toEqual(names[1])
    expect(names[0][0]).toMatch(/^[A-Z]+/)
  })

  it("see what is sold, and nobody's address", () => {
    const seen: CustomizeOrderLinesContext[] = []
    const looking: CheckedCustomize = {
      orderLines: (lines, context) => {
        seen.push(context)
        return { value: lines }
      },
    }
    purchase(looking)
    snapshot(looking)
    expect(seen).toMatchObject([
      { source: "cart", currency: "SEK", country: "SE", amount: 20000, metadata: { invoice: "F-9" } },
      { source: "order", id: "order_1", currency: "SEK", country: "SE", amount: 20000, metadata: { invoice: "F-9" } },
    ])
    expect(seen[1].items).toMatchObject([{ variant_sku: "SHIRT", metadata: {} }])
    expect(JSON.stringify(seen)).not.toContain("@")
  })

  it("see each item as it is sold, with nothing made up where Medusa knows nothing", () => {
    const sold = { source: "order" as const, id: "order_1", currency_code: "sek", country: "se", amount: 10000 }
    const looking = jest.fn((lines: OrderLine[]) => ({ value: lines }))
    const shirt = { title: "M", product_title: "Shirt", variant_title: "M", variant_sku: "SHIRT-M" }
    const known = { ...shirt, variant_id: "variant_1", product_id: "prod_1", metadata: { engraving: "Ada" } }
    const items = [null, { id: "ordli_1", ...known }, { id: "ordli_2" }]
    const own = { lines: [aLine("ordli_1", 1, 10000)] }
    expect(customizedLines(own, { orderLines: looking }, { ...sold, items })).toEqual(own)
    customizedLines(own, { orderLines: looking }, { ...sold, items: null })
    const nothing = Object.fromEntries(Object.keys(known).map((key) => [key, null]))
    expect(looking.mock.calls).toMatchObject([
      [
        own.lines,
        {
          items: [
            { id: "ordli_1", ...known },
            { id: "ordli_2", ...nothing, metadata: {} },
          ],
        },
      ],
      [own.lines, { items: [], metadata: {} }],
    ])
  })

  it.each<[string, Lines]>([
    ["cannot be told", { unmappable: "They do not add up" }],
    ["are none", { lines: [] }],
  ])("are not asked where the order's own lines %s", (_what, own) => {
    const sold = { source: "order" as const, id: "order_1", currency_code: "sek", country: "se", amount: 0 }
    const orderLines = jest.fn(() => ({ value: [aLine("made up", 1, 10000)] }))
    expect(customizedLines(own, { orderLines }, sold)).toEqual(own)
    expect(orderLines).not.toHaveBeenCalled()
  })

  it.each([
    [{ display_id: 7 }, "7"],
    [{ display_id: 7, custom_display_id: "SE-7" }, "SE-7"],
    [{}, ""],
  ])("see the number that the store calls the order by: %j", (numbers, display_id) => {
    const references = jest.fn((value: MerchantReferences) => ({ value }))
    customizedReferences({}, { references }, { id: "order_1", ...numbers })
    expect(references).toHaveBeenCalledWith({}, { order_id: "order_1", display_id, metadata: {} })
  })

  it("that fail for lines cost no sale: the plugin's own go, and somebody is told", () => {
    const onFailed = jest.fn()
    expect(purchase(failing, onFailed)).toEqual(purchase({}))
    expect(onFailed).toHaveBeenCalledWith("customize.orderLines threw.")
  })

  it("that fail leave an order without lines and references to send, and say why", () => {
    expect(snapshot(failing)).toMatchObject({
      lines: [],
      references: {},
      unmappable: "customize.orderLines threw.",
      customization_failed: { lines: "customize.orderLines threw.", references: "customize.references threw." },
    })
    expect(snapshot(shouting)).not.toHaveProperty("customization_failed")
  })

  it("go before the options for references, and behind what a merchant typed", () => {
    const own: CheckedCustomize = {
      references: (before, { display_id, metadata }) => ({
        value: { ...before, merchant_reference1: `${display_id}/${String(metadata.invoice)}` },
      }),
    }
    expect(snapshot(own).references).toEqual({ merchant_reference1: "7/F-9", merchant_reference2: "order_1" })
    expect(snapshot(own, { merchant_reference1: "typed" }).references.merchant_reference1).toBe("typed")
    expect(snapshot(failing, { merchant_reference1: "typed" }).references).toEqual({ merchant_reference1: "typed" })
  })
})
