import type { Order } from "../../klarna/types"
import { captureOfRemaining } from "../capture-remaining"
import type { OrderForSync, OrderPayment } from "../order-fields"

const ID = "f3392f8b"

const payment = (changed: Partial<OrderPayment> = {}): OrderPayment => ({
  id: "pay_1",
  provider_id: "pp_klarna_klarna",
  amount: 150,
  data: { klarna_order_id: ID },
  captures: [],
  ...changed,
})
const order = (...payments: OrderPayment[]): OrderForSync => ({
  id: "order_1",
  currency_code: "sek",
  payment_collections: [{ id: "paycol_1", payments }],
})
const klarna = (remaining_authorized_amount: number, purchase_currency = "SEK") =>
  ({ order_id: ID, purchase_currency, remaining_authorized_amount }) as Order

describe("Capturing what Klarna still guarantees", () => {
  it.each<[string, OrderPayment, number, number]>([
    ["takes all of it where both sides agree", payment(), 15000, 15000],
    ["takes no more than Klarna guarantees when another system lowered the order", payment(), 9000, 9000],
    ["charges the buyer no more than Medusa's order says when Klarna guarantees more", payment(), 20000, 15000],
    ["leaves out what is captured already", payment({ captures: [{ amount: 50 }, { amount: 25 }] }), 15000, 7500],
  ])("%s", (_, paid, remaining, amount) => {
    expect(captureOfRemaining(order(paid), klarna(remaining))).toEqual({ payment: paid, amount })
  })

  it("has nothing to do, and is no mistake, when nothing is left", () => {
    expect(captureOfRemaining(order(payment()), klarna(0))).toBeUndefined()
    expect(captureOfRemaining(order(), klarna(0))).toBeUndefined()
  })

  it("knows a currency however it is spelled", () => {
    expect(captureOfRemaining(order(payment()), klarna(15000, "sek"))).toMatchObject({ amount: 15000 })
    expect(captureOfRemaining({ ...order(payment()), currency_code: "SEK" }, klarna(15000))).toMatchObject({
      amount: 15000,
    })
  })

  it("captures nothing in another currency, and says so", () => {
    expect(captureOfRemaining(order(payment()), klarna(15000, "EUR"))).toEqual({
      because: expect.stringContaining("another currency"),
    })
  })

  it.each<[string, OrderForSync]>([
    ["no payment at all", order()],
    ["only a voided payment", order(payment({ canceled_at: "2026-01-01" }))],
    ["only a payment that is captured in full", order(payment({ captured_at: "2026-01-01" }))],
    ["only a payment of another Klarna order", order(payment({ data: { klarna_order_id: "another" } }))],
    ["only another provider's payment", order(payment({ provider_id: "pp_system_default" }))],
  ])("with %s says what is still guaranteed and what to do next", (_, unpaid) => {
    const said = captureOfRemaining(unpaid, klarna(15000, "sek")) as { because: string }
    expect(Object.keys(said)).toEqual(["because"])
    expect(said.because).toContain("still guarantees 150.00 SEK")
    expect(said.because).toContain("Synchronise the order")
  })

  it("leaves the choice to the merchant where several payments wait", () => {
    expect(captureOfRemaining(order(payment(), payment({ id: "pay_2" })), klarna(15000))).toEqual({
      because: expect.stringMatching(/several payments.*Capture each of them/),
    })
    const replaced = payment({ id: "pay_0", canceled_at: "2026-01-01" })
    expect(captureOfRemaining(order(replaced, payment()), klarna(15000))).toEqual({ payment: payment(), amount: 15000 })
  })
})
