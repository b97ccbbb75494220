import { type PurchaseContext, purchaseCountry, purchaseDetails, singleLinePurchase } from "../purchase"
import { medusaCart } from "./support/medusa-order"

const context: PurchaseContext = { country: "se", salesTaxCountries: ["US"] }
const lund = { first_name: "Ada", city: "Lund", country_code: "se" }
const facts = {
  items: [{ unit_price: 100, quantity: 2 }],
  shipping: [{ amount: 49 }],
  shipping_address: lund,
  billing_address: { ...lund, city: "Malmö" },
}

describe("a purchase", () => {
  it("tells Klarna the cart, without personal data for a session", () => {
    const session = purchaseDetails(medusaCart(facts), { ...context, locale: "sv-SE" })
    expect(session).toMatchObject({
      purchase_country: "SE",
      purchase_currency: "SEK",
      locale: "sv-SE",
      order_amount: 24900,
      order_tax_amount: 4980,
    })
    expect(session.order_lines).toHaveLength(2)
    expect(JSON.stringify(session)).not.toMatch(/Ada|Lund|Malmö|example\.com/)
  })

  it("has the addresses, each with the email, for the order", () => {
    const order = purchaseDetails(medusaCart(facts), { ...context, withAddresses: true })
    expect(order.shipping_address).toEqual({ given_name: "Ada", city: "Lund", country: "SE", email: "ada@example.com" })
    expect(order.billing_address).toMatchObject({ city: "Malmö", email: "ada@example.com" })
  })

  it("has the same lines for session and order, which Klarna compares", () => {
    const session = purchaseDetails(medusaCart(facts), context)
    const order = purchaseDetails(medusaCart(facts), { ...context, withAddresses: true })
    expect(order.order_lines).toEqual(session.order_lines)
  })

  it("reads a cart that went through JSON", () => {
    const cart = medusaCart({ ...facts, items: [{ unit_price: 99.99, quantity: 3, discounts: [{ amount: 24.37 }] }] })
    expect(purchaseDetails(JSON.parse(JSON.stringify(cart)), context)).toEqual(purchaseDetails(cart, context))
  })

  it("counts the sales tax line as the tax of the order", () => {
    const usd = { currency_code: "usd", items: [{ unit_price: 100, is_tax_inclusive: false, rates: [8.875] }] }
    const bought = purchaseDetails(medusaCart(usd), { ...context, country: "US" })
    expect(bought).toMatchObject({ order_amount: 10888, order_tax_amount: 888 })
  })

  it("says what is paid by other means where Klarna pays a part", () => {
    const part = purchaseDetails(medusaCart(facts), { ...context, amount: 200 })
    expect(part.order_amount).toBe(20000)
    expect(part.order_lines.at(-1)).toMatchObject({ name: "Paid by other means", total_amount: -4900 })
  })

  it("carries references and addresses to call, where given", () => {
    const given = {
      references: { merchant_reference2: "order_1" },
      merchantUrls: { push: "https://shop.example/push" },
    }
    expect(purchaseDetails(medusaCart(facts), { ...context, ...given })).toMatchObject({
      merchant_reference2: "order_1",
      merchant_urls: { push: "https://shop.example/push" },
    })
  })

  it("is one line for the amount where the cart is not known or makes no honest lines", () => {
    const single = singleLinePurchase("249.00", "sek", context)
    expect(single).toMatchObject({ order_amount: 24900, order_tax_amount: 0 })
    expect(single.order_lines).toEqual([
      expect.objectContaining({ name: "Order", quantity: 1, unit_price: 24900, total_amount: 24900 }),
    ])
    const broken = { ...medusaCart(facts), total: 300 }
    expect(purchaseDetails(broken, { ...context, withAddresses: true })).toMatchObject({
      order_lines: [{ total_amount: 30000 }],
      shipping_address: { city: "Lund" },
    })
  })

  it("is judged by the billing country, then the delivery's, then the region's only one", () => {
    const region = { countries: [{ iso_2: "dk" }] }
    expect(purchaseCountry(medusaCart({ ...facts, billing_address: { country_code: "no" }, region }))).toBe("NO")
    expect(purchaseCountry(medusaCart({ shipping_address: lund, region }))).toBe("SE")
    expect(purchaseCountry(medusaCart({ region }))).toBe("DK")
    expect(purchaseCountry(medusaCart({ region: { countries: [{ iso_2: "de" }, { iso_2: "at" }] } }))).toBeUndefined()
  })
})
