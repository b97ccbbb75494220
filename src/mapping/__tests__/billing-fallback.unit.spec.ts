import { billingAddressMode, REFUSED_ORDERS } from "../billing-fallback"

describe("Whether billing addresses are told by themselves", () => {
  it("goes on while refusals are few", () => {
    expect(billingAddressMode("auto", 0)).toBe("auto")
    expect(billingAddressMode("auto", REFUSED_ORDERS - 1)).toBe("auto")
  })

  it("ends with the third order, and stays ended", () => {
    expect(billingAddressMode("auto", REFUSED_ORDERS)).toBe("manual")
    expect(billingAddressMode("auto", REFUSED_ORDERS + 5)).toBe("manual")
  })

  it("is the store's own choice where it made one", () => {
    expect(billingAddressMode("manual", 0)).toBe("manual")
    expect(billingAddressMode("off", REFUSED_ORDERS)).toBe("off")
  })
})
