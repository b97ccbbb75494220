import type { Capture, Order } from "../../klarna/types"
import {
  captureMadeElsewhere,
  isRefundMadeElsewhere,
  type LedgerCapture,
  missingCaptures,
  paymentToRecordOn,
} from "../adoption"
import type { OrderForSync, OrderPayment } from "../order-fields"

const ID = "f3392f8b"
const capture = (changed: Partial<Capture> = {}): Capture => ({ capture_id: "k1", captured_amount: 5000, ...changed })
const klarna = (captures: Capture[], changed: Partial<Order> = {}) =>
  ({
    order_id: ID,
    purchase_currency: "SEK",
    captured_amount: captures.reduce((sum, { captured_amount }) => sum + captured_amount, 0),
    captures,
    ...changed,
  }) as Order
const payment = (changed: Partial<OrderPayment> = {}): OrderPayment => ({
  id: "pay_1",
  provider_id: "pp_klarna_klarna",
  amount: 150,
  data: { klarna_order_id: ID },
  captures: [],
  ...changed,
})
const order = (payments: OrderPayment[], changed: Partial<OrderForSync> = {}): OrderForSync => ({
  id: "order_1",
  currency_code: "sek",
  total: 150,
  payment_collections: [{ id: "paycol_1", payments }],
  ...changed,
})
const row = (changed: Partial<LedgerCapture> = {}): LedgerCapture => ({
  result_id: "k1",
  reference: "capt_1",
  trigger: "provider",
  ...changed,
})
const recorded = payment({ captures: [{ id: "capt_1", amount: 50 }] })

describe("A capture at Klarna", () => {
  it.each<[string, OrderPayment, Capture, LedgerCapture[], number]>([
    ["that nobody here made is missing in Medusa", payment(), capture(), [], 1],
    [
      "of a merchant's click is not, even if Medusa lost it: the next click takes it over",
      payment(),
      capture(),
      [row()],
      0,
    ],
    [
      "of a click that Klarna names by our id is not",
      payment(),
      capture({ reference: "capt_1" }),
      [row({ result_id: null })],
      0,
    ],
    ["that was recorded is not", recorded, capture(), [row({ trigger: "portal" })], 0],
    [
      "that was written down and not recorded yet is",
      payment(),
      capture(),
      [row({ trigger: "portal", reference: "klarna:k1" })],
      1,
    ],
    ["of the sync that Medusa lost is", payment(), capture(), [row({ trigger: "job" })], 1],
    [
      "that was recorded by other means is not",
      payment({ captures: [{ id: "capt_9", amount: 50 }] }),
      capture(),
      [],
      0,
    ],
    ["of the sync that Medusa has is not", recorded, capture(), [row({ trigger: "job" })], 0],
  ])("%s", (_what, paid, made, ledger, count) => {
    expect(missingCaptures(order([paid]), klarna([made]), ledger)).toHaveLength(count)
  })

  it("is the merchant's to record by option only when nobody here made it, also when it is looked at again", () => {
    const isOurs = (...ledger: LedgerCapture[]) =>
      missingCaptures(order([payment()]), klarna([capture()]), ledger).map(({ is_ours }) => is_ours)
    expect(isOurs()).toEqual([false])
    expect(isOurs(row({ trigger: "portal", reference: "klarna:k1" }))).toEqual([false])
    expect(isOurs(row({ trigger: "job" }))).toEqual([true])
  })

  it("is the newest where an older one was recorded by other means", () => {
    const captures = [capture(), capture({ capture_id: "k2", captured_amount: 3000 })]
    const paid = payment({ captures: [{ id: "capt_9", amount: 50 }] })
    expect(missingCaptures(order([paid]), klarna(captures), [])).toMatchObject([{ capture_id: "k2" }])
    const unclear = payment({ captures: [{ id: "capt_9", amount: 10 }] })
    expect(missingCaptures(order([unclear]), klarna(captures), [])).toEqual([])
  })

  it("is missing beside a click's that Medusa has not recorded: they are two", () => {
    const clicked = row({ result_id: "k9", reference: "capt_9" })
    const namedByNobody = row({ result_id: null, reference: null })
    const made = capture({ reference: null as never })
    expect(missingCaptures(order([payment()]), klarna([made]), [clicked, namedByNobody])).toHaveLength(1)
  })

  it("is the older one where Medusa has recorded the newer one, also on another payment", () => {
    const captures = [capture(), capture({ capture_id: "k2" })]
    const newer = row({ result_id: "k2", reference: "capt_2", trigger: "job" })
    const paid = [
      payment({ id: "pay_0", captures: null, canceled_at: new Date() }),
      payment({ captures: [null, { id: "capt_2", amount: 50 }] }),
    ]
    expect(missingCaptures(order(paid), klarna(captures), [newer])).toMatchObject([{ capture_id: "k1" }])
  })

  it("is each of several that Medusa lacks, the oldest first", () => {
    const captures = ["k1", "k2", "k3"].map((capture_id) => capture({ capture_id, captured_amount: 3000 }))
    const missing = missingCaptures(order([payment()]), klarna(captures), [])
    expect(missing.map(({ capture_id }) => capture_id)).toEqual(["k1", "k2", "k3"])
  })

  it("brings its lines along where they are exactly its amount", () => {
    const line = { name: "Shirt", quantity: 1, unit_price: 5000, total_amount: 5000 }
    const captures = [
      capture({ order_lines: [line] }),
      capture({ capture_id: "k2", captured_amount: 400, order_lines: [line] }),
    ]
    const [exact, other] = missingCaptures(order([payment()]), klarna(captures), [])
    expect([exact.order_lines, other.order_lines]).toEqual([[line], undefined])
  })
})

describe("It is recorded", () => {
  const on = (of: OrderForSync, at = klarna([capture()])) => paymentToRecordOn(of, at, missingCaptures(of, at, []))

  it("on the one payment that takes it", () => {
    expect(on(order([payment()]))).toBe("pay_1")
    expect(on(order([payment({ id: "pay_0", canceled_at: new Date() }), payment()]))).toBe("pay_1")
  })

  it("on a payment that has exactly that left, to the last öre", () => {
    expect(on(order([payment({ amount: 50 })]))).toBe("pay_1")
    const inPart = payment({ captures: [{ id: "capt_9", amount: 100 }] })
    const made = [capture({ capture_id: "k0", captured_amount: 10000 }), capture()]
    expect(on(order([inPart]), klarna(made))).toBe("pay_1")
  })

  it("on the payment that is there, beside rows that Medusa left empty", () => {
    const rows = [null, { id: "paycol_0", payments: null }, { id: "paycol_1", payments: [null, payment()] }]
    expect(on(order([], { payment_collections: rows }))).toBe("pay_1")
    expect(on(order([payment({ captures: null })]))).toBe("pay_1")
  })

  it.each<[string, OrderForSync, Order]>([
    ["there are two payments", order([payment(), payment({ id: "pay_2" })]), klarna([capture()])],
    ["there is none", order([payment({ canceled_at: new Date() })]), klarna([capture()])],
    ["the payment is too small", order([payment({ amount: 49 })]), klarna([capture()])],
    [
      "the payment is another Klarna order's",
      order([payment({ data: { klarna_order_id: "another" } })]),
      klarna([capture()]),
    ],
    ["the order is canceled", order([payment()], { status: "canceled" }), klarna([capture()])],
    [
      "the payment has too little left",
      order([payment({ captures: [null, { id: "capt_9", amount: 120 }] })]),
      klarna([capture({ capture_id: "k0", captured_amount: 12000 }), capture()]),
    ],
    [
      "the payment is another provider's, whatever it keeps",
      order([payment({ provider_id: "pp_other_klarna" })]),
      klarna([capture()]),
    ],
    ["the payment's provider is not known", order([payment({ provider_id: null })]), klarna([capture()])],
    ["the payment says nothing of Klarna", order([payment({ data: null })]), klarna([capture()])],
    ["Medusa knows of no payment", order([], { payment_collections: null }), klarna([capture()])],
    ["the currencies differ", order([payment()]), klarna([capture()], { purchase_currency: "EUR" })],
    ["the sums are not explained by it", order([payment()]), klarna([capture()], { captured_amount: 6000 })],
    ["nothing is missing", order([payment()]), klarna([])],
  ])("not by itself when %s", (_what, of, at) => {
    expect(on(of, at)).toBeUndefined()
  })
})

describe("What Medusa is about to make again was made elsewhere", () => {
  const found = (ledger: LedgerCapture[], inMedusa: number, amount: number) =>
    captureMadeElsewhere(
      klarna([capture({ reference: "capt_1" }), capture({ capture_id: "k2" })]),
      { ledger, inMedusa },
      amount
    )?.capture_id

  it.each<[string, string | undefined, LedgerCapture[], number, number]>([
    ["when Klarna has a capture that our ledger does not know", "k1", [], 10000, 5000],
    ["when it knows one of two by our id", "k2", [row({ result_id: null })], 10000, 5000],
    ["when it knows one of two by Klarna's", "k1", [row({ result_id: "k2", reference: null })], 10000, 5000],
    ["not when it knows all", undefined, [row(), row({ result_id: "k2", reference: null })], 10000, 5000],
    ["not when the amount is another", undefined, [], 10000, 4000],
    ["not when Medusa shows more than Klarna captured: those are older", undefined, [], 10001, 5000],
  ])("%s", (_, id, ledger, inMedusa, amount) => expect(found(ledger, inMedusa, amount)).toBe(id))

  it("with its lines, where they are exact", () => {
    const order_lines = [{ name: "Mug", quantity: 1, unit_price: 5000, total_amount: 5000, type: "physical" as const }]
    const other = (changed: Partial<Capture>) =>
      captureMadeElsewhere(
        klarna([capture({ order_lines, ...changed })]),
        { ledger: [], inMedusa: 0 },
        changed.captured_amount ?? 5000
      )
    expect(other({})).toEqual({ capture_id: "k1", amount: 5000, order_lines })
    expect(other({ captured_amount: 4000 })).toEqual({ capture_id: "k1", amount: 4000 })
  })

  it.each<[string, boolean, { refunded_amount: number; byUs: number; inMedusa: number }]>([
    ["when Klarna gave back what is no refund of ours", true, { refunded_amount: 3000, byUs: 0, inMedusa: 3000 }],
    ["when it gave back more than that", true, { refunded_amount: 8000, byUs: 4000, inMedusa: 7000 }],
    ["not when it was ours", false, { refunded_amount: 3000, byUs: 3000, inMedusa: 3000 }],
    ["not when it is less", false, { refunded_amount: 3000, byUs: 1, inMedusa: 3000 }],
    ["not when Medusa shows more: those are older", false, { refunded_amount: 3000, byUs: 0, inMedusa: 3001 }],
  ])("%s (a refund)", (_, isMade, { refunded_amount, ...known }) =>
    expect(isRefundMadeElsewhere({ refunded_amount }, known, 3000)).toBe(isMade)
  )
})
