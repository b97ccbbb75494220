import type { KlarnaOrderRow } from "../../../modules/klarna/types"
import { isDifferenceSaid } from "../difference-said"

const rowWith = (code: string | undefined, details: object = {}) =>
  ({
    captured_amount: 15000,
    refunded_amount: 5000,
    attention: code ? [{ code: "not_covered" }, { code, details }] : null,
    // Only these columns are looked at.
  }) as unknown as KlarnaOrderRow

describe("A difference between the sums", () => {
  const noCapture = { captured_amount: 0, refunded_amount: 5000 }
  const noRefund = { captured_amount: 15000, refunded_amount: 0 }

  it("is said when the merchant reads of exactly these sums", () => {
    const captured = rowWith("captured_elsewhere", { in_medusa: 0, at_klarna: 15000 })
    expect(isDifferenceSaid(captured, noCapture)).toBe(true)
    const refunded = rowWith("refunded_elsewhere", { in_medusa: 0, at_klarna: 5000 })
    expect(isDifferenceSaid(refunded, noRefund)).toBe(true)
    const notMade = rowWith("refund_not_made", { in_medusa: 9000, at_klarna: 5000 })
    expect(isDifferenceSaid(notMade, { captured_amount: 15000, refunded_amount: 9000 })).toBe(true)
  })

  it("is news when the sums have moved, or when only the other difference was said", () => {
    expect(isDifferenceSaid(rowWith("captured_elsewhere", { in_medusa: 0, at_klarna: 9000 }), noCapture)).toBe(false)
    expect(isDifferenceSaid(rowWith("captured_elsewhere", { in_medusa: 0, at_klarna: 15000 }), noRefund)).toBe(false)
    expect(isDifferenceSaid(rowWith(undefined), noCapture)).toBe(false)
  })
})
