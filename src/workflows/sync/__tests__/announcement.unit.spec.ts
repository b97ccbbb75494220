import type { KlarnaOrderRow } from "../../../modules/klarna/types"
import { announcementOf } from "../announcement"

const row = {
  order_id: "order_1",
  klarna_order_id: "k-1",
  status: "AUTHORIZED",
  order_amount: 15000,
  merchant_reference1: "1",
  merchant_reference2: "order_1",
  acknowledged: { lines: "f1" },
  sync_state: "in_sync",
  attention: null,
  attention_code: null,
  announced: null,
} as KlarnaOrderRow

const refusal = (correlation_id: string) => ({
  sync_state: "needs_attention" as const,
  attention: [{ code: "increase_refused", message: "Klarna refused.", klarna: { code: "NO", correlation_id } }],
  attention_code: "increase_refused",
})

/** Tells what each of these states brings, one after the other, each remembered before the next. */
function told(...states: Partial<KlarnaOrderRow>[]): string[][] {
  let announced: string | null = null
  return states.map((state) => {
    const announcement = announcementOf({ ...row, ...state, announced })
    announced = announcement.announced
    return announcement.events.map(({ name, data }) =>
      [name.replace("klarna.order.", ""), data.attention_code].filter(Boolean).join(" ")
    )
  })
}

describe("What the store is told of an order", () => {
  it("says once that the order is in step, however often it is compared", () => {
    expect(told({}, {}, { order_amount: 19000 }, { order_amount: 19000 })).toEqual([["synced"], [], ["synced"], []])
  })

  it("says once per refusal that somebody has to look", () => {
    expect(told({}, refusal("c1"), refusal("c1"), refusal("c2"))).toEqual([
      ["synced"],
      ["needs_attention increase_refused"],
      [],
      ["needs_attention increase_refused"],
    ])
  })

  it("says that it is over, and what it was about", () => {
    expect(told({}, refusal("c1"), {})).toEqual([
      ["synced"],
      ["needs_attention increase_refused"],
      ["recovered increase_refused"],
    ])
    expect(told(refusal("c1"), { order_amount: 12000 })[1]).toEqual(["recovered increase_refused", "synced"])
  })

  it("says nothing while it only waits for Klarna", () => {
    const waiting = { ...refusal("c1"), sync_state: "pending" as const }
    expect(told(refusal("c1"), waiting, refusal("c1"))[1]).toEqual([])
    expect(told({ sync_state: "pending" }, {})).toEqual([[], ["synced"]])
  })

  it("says that nobody has to look any more while the difference waits for the merchant's own hand", () => {
    expect(told(refusal("c1"), { sync_state: "pending" }, {})).toEqual([
      ["needs_attention increase_refused"],
      ["recovered increase_refused"],
      ["synced"],
    ])
  })

  it("says nothing of an order that was disconnected", () => {
    expect(told({}, { sync_state: "off", order_amount: 1 })).toEqual([["synced"], []])
  })

  it("tells ids and a code and nothing else", () => {
    const [{ data }] = announcementOf({ ...row, ...refusal("c1") }).events
    expect(data).toEqual({ order_id: "order_1", klarna_order_id: "k-1", attention_code: "increase_refused" })
  })
})
