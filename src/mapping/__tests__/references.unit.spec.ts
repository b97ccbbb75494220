import { diffReferences, merchantReferences } from "../references"

const order = { id: "order_1", display_id: 1042, metadata: { erp: "E-77", number: 5, nested: {} } }
const options = { merchantReference1: "display_id", merchantReference2: "id" }

describe("merchant references", () => {
  it("are the order number and the order's id", () => {
    expect(merchantReferences(options, order)).toEqual({ merchant_reference1: "1042", merchant_reference2: "order_1" })
  })

  it("use the shop's own order number where it has one", () => {
    expect(merchantReferences(options, { ...order, custom_display_id: "SHOP-9" }).merchant_reference1).toBe("SHOP-9")
  })

  it("come from metadata when the shop says so", () => {
    const from = (key: string) => ({ ...options, merchantReference2: `metadata.${key}` })
    expect(merchantReferences(from("erp"), order).merchant_reference2).toBe("E-77")
    expect(merchantReferences(from("number"), order).merchant_reference2).toBe("5")
    expect(merchantReferences(from("nested"), order).merchant_reference2).toBe("")
    expect(merchantReferences(from("missing"), { id: "order_1", metadata: null }).merchant_reference2).toBe("")
  })

  it("stay empty when the shop wants none", () => {
    expect(merchantReferences({ ...options, merchantReference2: "none" }, order)).not.toHaveProperty(
      "merchant_reference2"
    )
  })

  it("are what the merchant typed, an empty text included", () => {
    const typed = merchantReferences(options, order, { merchant_reference1: "", merchant_reference2: "mine" })
    expect(typed).toEqual({ merchant_reference1: "", merchant_reference2: "mine" })
  })

  it("are cut at 255 characters [case 60]", () => {
    const typed = merchantReferences(options, order, { merchant_reference1: "x".repeat(300) })
    expect(typed.merchant_reference1).toHaveLength(255)
  })

  it("are told to Klarna only where they changed, and cleared with an empty text", () => {
    const wanted = { merchant_reference1: "1", merchant_reference2: "" }
    expect(diffReferences(wanted, { merchant_reference1: "1" })).toEqual({})
    expect(diffReferences(wanted, { merchant_reference1: "0" })).toEqual({ merchant_reference1: "1" })
    expect(diffReferences(wanted, { merchant_reference1: "1", merchant_reference2: "old" })).toEqual({
      merchant_reference2: "",
    })
  })
})
