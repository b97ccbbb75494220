import type { CheckedCustomize, CustomizeOrderLinesContext } from "../../klarna/customize"
import { orderSnapshot } from "../order-snapshot"
import { purchaseDetails } from "../purchase"
import { medusaCart, medusaOrder } from "./support/medusa-order"

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
