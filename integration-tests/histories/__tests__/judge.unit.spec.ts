import type { Call, Evidence } from "../evidence"
import { judge } from "../judge"

const address = { given_name: "Alva", city: "Lund" }
const references = { merchant_reference1: "7", merchant_reference2: "order_7" }

const call: Call = {
  at: "2026-01-01T10:00:00.000Z",
  ended_at: "2026-01-01T10:00:00.020Z",
  method: "PATCH",
  path: "/ordermanagement/v1/orders/k/authorization",
  body: { order_amount: 25000 },
  idempotency_key: "key-1",
  effect: true,
  replayed: false,
  fault: null,
}
const at = (ms: number) => `2026-01-01T10:00:00.${String(ms).padStart(3, "0")}Z`

/** 250 sold, 100 of it captured; both sides agree. */
const agreed: Evidence = {
  medusa: {
    isCanceled: false,
    target: 25000,
    requestedBack: 0,
    overcaptured: 0,
    captured: 10000,
    refunded: 0,
    owed: 15000,
    held: 15000,
    goods: { shirt: 2 },
    shippingAddress: address,
    billingAddress: address,
    references,
    parcels: ["T-1", "T-2"],
  },
  klarna: {
    status: "PART_CAPTURED",
    fraudStatus: "ACCEPTED",
    amount: 25000,
    linesTotal: 25000,
    goods: { shirt: 2 },
    captured: 10000,
    refunded: 0,
    remaining: 15000,
    shippingAddress: { ...address, phone: "" },
    billingAddress: address,
    references,
    parcels: ["T-2", "T-1"],
  },
  row: { state: "in_sync", code: null, attention: [], notes: [], isAtRest: true },
  operations: [{ kind: "authorization", key: "key-1", outcome: "accepted" }],
  calls: [call],
  moneyTimes: [],
  offTimes: [],
  mostCaptured: 10000,
  mostRefunded: 0,
}

type Parts = { [part in keyof Evidence]?: Partial<Evidence[part]> }

/** The same with a few things changed; lists are taken as they are. */
function but(parts: Parts): Evidence {
  const changed = Object.entries(parts).map(([name, part]) => {
    const usual = agreed[name as keyof Evidence]
    return [name, typeof part === "object" && !Array.isArray(part) ? { ...(usual as object), ...part } : part]
  })
  return { ...agreed, ...Object.fromEntries(changed) }
}

const shown = (code: string, message = "Something to do."): Parts["row"] => ({
  state: "needs_attention",
  code,
  attention: [{ code, message } as Evidence["row"]["attention"][number]],
})

const complaint = (text: string) => [expect.stringContaining(text)]

it("has nothing to say where both sides agree", () => {
  expect(judge(agreed)).toEqual([])
})

describe("what differs", () => {
  it.each([
    ["Klarna's amount is not what it should be", { medusa: { target: 26000 } }, "increase_refused"],
    ["not everything is covered", { klarna: { status: "EXPIRED" } }, "not_covered"],
    ["Klarna delivers to another address", { medusa: { shippingAddress: { city: "Kiruna" } } }, "address_refused"],
    ["Klarna has another billing address", { medusa: { billingAddress: {} } }, "billing_address_refused"],
    ["Klarna has other references", { klarna: { references: {} } }, "references_refused"],
    ["more was captured than the order is worth", { medusa: { overcaptured: 100 } }, "below_captured"],
    ["captured different amounts", { medusa: { captured: 0 } }, "captured_elsewhere"],
    [
      "Klarna gave back what Medusa does not know of",
      { klarna: { refunded: 5 }, mostRefunded: 5 },
      "refunded_elsewhere",
    ],
    ["Medusa gave back what Klarna does not know of", { medusa: { refunded: 5 } }, "refund_not_made"],
  ] as [string, Parts, string][])("%s: nobody may be left without a word", (difference, parts, code) => {
    expect(judge(but(parts as Parts))).toEqual(complaint(difference))
    expect(judge(but({ ...parts, row: shown(code) }))).toEqual([])
    expect(judge(but({ ...parts, row: shown("split_payment_voided") }))).toHaveLength(2)
  })

  it("is more when the order was canceled: Klarna's must end, and money go back", () => {
    expect(judge(but({ medusa: { isCanceled: true } }))).toEqual([
      expect.stringContaining("still open at Klarna"),
      expect.stringContaining("was not given back"),
    ])
    const givenBack = { medusa: { isCanceled: true, refunded: 10000 }, mostRefunded: 10000 }
    expect(judge(but({ ...givenBack, klarna: { status: "CAPTURED", refunded: 10000, remaining: 0 } }))).toEqual([])
  })

  it("is nothing where there is nothing to pay and Klarna is cancelled", () => {
    const free = { target: 0, captured: 0, owed: 0, held: 0 }
    const cancelled = { status: "CANCELLED", captured: 0, remaining: 0 } as const
    expect(judge(but({ medusa: free, klarna: cancelled }))).toEqual([])
  })
})

describe("what a person is shown", () => {
  it("is true", () => {
    expect(judge(but({ row: shown("increase_refused") }))).toEqual(
      complaint("increase_refused is shown, and is not so")
    )
  })

  it("has a sentence, and the row says the same", () => {
    const medusa = { target: 26000 }
    expect(judge(but({ medusa, row: shown("increase_refused", "") }))).toEqual(complaint("without a sentence"))
    expect(judge(but({ medusa, row: { ...shown("increase_refused"), code: "not_covered" } }))).toEqual(
      complaint("the row says not_covered")
    )
    expect(judge(but({ medusa, row: { ...shown("increase_refused"), state: "in_sync" } }))).toEqual(
      complaint("in_sync with 1 things")
    )
  })
})

it("sees an order that does not come to rest", () => {
  expect(judge(but({ row: { isAtRest: false } }))).toEqual(complaint("does not come to rest"))
})

it("sees a payment that would capture a wrong amount", () => {
  expect(judge(but({ medusa: { held: 14999 } }))).toEqual(complaint("Medusa can capture 14999 where 15000 is right"))
  expect(judge(but({ medusa: { owed: 5000 } }))).toEqual(complaint("where 5000 is right"))
})

it("sees that Klarna has other goods, but not while some come back", () => {
  expect(judge(but({ klarna: { goods: { shirt: 1 } } }))).toEqual(complaint("Klarna has other goods"))
  expect(judge(but({ klarna: { goods: {} } }))).toEqual(complaint("Klarna has other goods"))
  expect(judge(but({ klarna: { goods: { shirt: 1 } }, medusa: { goods: undefined } }))).toEqual([])
})

it("takes a billing address for explained that waits for the merchant", () => {
  const moved = { medusa: { billingAddress: { ...address, city: "Uppsala" } } }
  expect(judge(but(moved))).toEqual(complaint("another billing address"))
  const notes = [{ code: "manual", kind: "billing_address" }]
  expect(judge(but({ ...moved, row: { state: "pending", notes } }))).toEqual([])
})

it("sees a parcel that Klarna does not know, and one that it was told of twice", () => {
  expect(judge(but({ klarna: { parcels: ["T-2"] } }))).toEqual(complaint("does not know of a parcel"))
  expect(judge(but({ klarna: { parcels: ["T-2", "T-1", "T-2"] } }))).toEqual(complaint("parcel T-2 was told twice"))
})

it("sees that nobody was told what Klarna's fraud check said", () => {
  expect(judge(but({ klarna: { fraudStatus: "STOPPED" } }))).toEqual(complaint("fraud check said no"))
})

it("sees lines that do not add up", () => {
  expect(judge(but({ klarna: { linesTotal: 24999 } }))).toEqual(complaint("do not add up"))
})

it("sees a ledger row that was left open", () => {
  const open = [null, "unknown"].map((outcome) => [{ kind: "cancel", key: "key-1", outcome }])
  for (const operations of open) expect(judge(but({ operations }))).toEqual(complaint("a cancel has no known end"))
})

describe("a key", () => {
  const later = { ...call, at: at(30), ended_at: at(40) }

  it("may be repeated", () => {
    expect(judge(but({ calls: [call, { ...later, effect: false, replayed: true }] }))).toEqual([])
  })

  it("is the same thing with its lines in another order", () => {
    const lines = [{ reference: "SHIRT" }, { reference: "MUG" }]
    const [first, again] = [lines, [...lines].reverse()].map((order_lines) => ({ order_amount: 25000, order_lines }))
    const calls = [
      { ...call, body: first },
      { ...later, effect: false, body: again },
    ]
    expect(judge(but({ calls }))).toEqual([])
  })

  it("has one effect", () => {
    expect(judge(but({ calls: [call, later] }))).toEqual(complaint("had its effect twice"))
  })

  it("is in the ledger before it is used", () => {
    expect(judge(but({ operations: [] }))).toEqual(complaint("no ledger row has"))
  })

  it("is never used for something else", () => {
    const other = { ...later, body: { order_amount: 1 }, effect: false }
    expect(judge(but({ calls: [call, other] }))).toEqual(complaint("used for different things"))
  })
})

describe("two calls of one order", () => {
  const read: Call = { ...call, method: "GET", path: "/orders/k", idempotency_key: null, effect: false, body: null }

  it("never overlap", () => {
    expect(judge(but({ calls: [call, { ...read, at: at(10), ended_at: at(30) }] }))).toEqual(
      complaint("was sent before")
    )
    expect(judge(but({ calls: [call, { ...read, at: at(20), ended_at: at(30) }] }))).toEqual([])
    expect(
      judge(
        but({
          calls: [
            { ...call, ended_at: null },
            { ...read, at: at(20) },
          ],
        })
      )
    ).toHaveLength(1)
  })

  it("may, where one is what a capture reads beside the sync", () => {
    const calls = [call, { ...read, at: at(10), ended_at: at(30) }]
    expect(judge(but({ calls, moneyTimes: [{ from: at(5), to: at(35) }] }))).toEqual([])
    expect(judge(but({ calls, moneyTimes: [{ from: at(15), to: at(35) }] }))).toHaveLength(1)
  })

  it("may, where a capture comes while the sync reads; a change must not come while a capture is on its way", () => {
    const capture = { ...call, method: "POST", path: "/ordermanagement/v1/orders/k/captures" }
    const reading = { ...read, at: at(10), ended_at: at(30) }
    expect(judge(but({ calls: [capture, reading] }))).toEqual([])
    expect(judge(but({ calls: [reading, { ...capture, at: at(20), ended_at: at(40) }] }))).toEqual([])
    expect(judge(but({ calls: [capture, { ...reading, method: "PATCH" }] }))).toEqual(complaint("was sent before"))
  })
})

it("sees what was sent while the order was disconnected, but for the merchant's own captures", () => {
  const sent = { calls: [{ ...call, at: at(10), ended_at: at(12) }] }
  expect(judge(but({ ...sent, offTimes: [{ from: at(5) }] }))).toEqual(complaint("although the order was disconnected"))
  expect(judge(but({ ...sent, offTimes: [{ from: at(5), to: at(9) }, { from: at(11) }] }))).toEqual([])
  const capture = { ...sent.calls[0], method: "POST", path: "/ordermanagement/v1/orders/k/captures" }
  expect(judge(but({ calls: [capture], offTimes: [{ from: at(5) }] }))).toEqual([])
})

it("sees more money moved than anybody asked for", () => {
  expect(judge(but({ mostCaptured: 9999 }))).toEqual(complaint("Klarna captured 10000, asked was for 9999"))
  const refunded = { medusa: { refunded: 100 }, klarna: { refunded: 100 } }
  expect(judge(but({ ...refunded, mostRefunded: 99 }))).toEqual(complaint("Klarna refunded 100, asked was for 99"))
})
