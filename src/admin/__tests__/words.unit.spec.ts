import { confirmationOf } from "../lib/confirmation"
import { describeOperation, describeTrigger, describeWrite, type T } from "../lib/describe"
import { sentenceOf } from "../lib/errors"
import { outcomeOf } from "../lib/outcome-of"
import type { AdminKlarnaOperation } from "../lib/types"
import type { Format } from "../lib/use-format"
import { answerOf, doneWith, inWords } from "./in-words"

let t: T
let format: Format
beforeAll(async () => {
  ;({ t, format } = await inWords())
})

describe("before a step that cannot be undone", () => {
  it("names what is given up when an order is canceled", () => {
    const asked = confirmationOf({ action: "cancel" }, answerOf({ captured_amount: 2500 }), false, t, format)
    expect(asked?.description).toContain("€75.00")
    expect(asked?.description).toContain("in Medusa and at Klarna")
  })

  it("speaks of Klarna alone when Medusa's order is canceled already", () => {
    const asked = confirmationOf({ action: "cancel" }, answerOf({}), true, t, format)
    expect(asked?.description).not.toContain("Medusa")
  })

  it("asks before the button sends a cancel that waited for the merchant", () => {
    const held = [{ kind: "cancel" as const, asked: { order_amount: 10000 } }]
    const answer = answerOf({}, { writes: [], held, waiting: [] })
    const request = { action: "sync" as const, body: { force: ["cancel" as const] } }
    expect(confirmationOf(request, answer, true, t, format)?.description).toContain("€100.00")
  })

  it("refunds what is captured and not refunded, and says how much [case 75]", () => {
    const answer = answerOf({ captured_amount: 10000, refunded_amount: 4000 })
    expect(confirmationOf({ action: "refund_missing" }, answer, true, t, format)?.description).toContain("€60.00")
  })

  it("does not ask before what harms nobody", () => {
    const harmless = (["sync", "refresh", "extend", "update_amount", "acknowledge_attention"] as const).map((action) =>
      confirmationOf({ action }, answerOf({}), false, t, format)
    )
    expect(harmless.every((asked) => asked === undefined)).toBe(true)
  })
})

describe("after an action", () => {
  it("says first what Klarna refused", () => {
    const writes = [
      { kind: "references" as const, outcome: "accepted" },
      { kind: "authorization" as const, outcome: "refused" },
    ]
    const { tone, message } = outcomeOf("sync", doneWith({ result: "needs_attention", writes }), t, format)
    expect([tone, message]).toEqual(["warning", expect.stringContaining("Klarna refused: Amount and lines")])
  })

  it.each([
    ["nothing differed", doneWith({}), "success", "there was nothing to send"],
    ["another sync has the order", doneWith({ result: "busy" }), "info", "being synchronised already"],
    ["Klarna does not answer", doneWith({ result: "pending" }), "info", "tried again by itself"],
    [
      "an answer was lost",
      doneWith({ result: "pending", writes: [{ kind: "extend", outcome: "unknown" }] }),
      "warning",
      "Klarna did not answer: Extension",
    ],
  ])("says when %s", (_what, answer, tone, words) => {
    expect(outcomeOf("sync", answer, t, format)).toEqual({ tone, message: expect.stringContaining(words) })
  })

  it("tells a merchant without the right that it is a matter of roles, and shows no server's error", () => {
    const failed = (status: number) => Object.assign(new Error("pg: connection refused"), { status })
    expect(sentenceOf(failed(403), t)).toContain("roles")
    expect(sentenceOf(failed(500), t)).not.toContain("pg:")
    expect(sentenceOf(Object.assign(new Error("The order is disconnected."), { status: 400 }), t)).toBe(
      "The order is disconnected."
    )
  })
})

describe("in the timeline", () => {
  const users = [{ id: "user_1", name: "Anna Berg" }]

  it("names the person, the event or the clock", () => {
    const triggers = [
      "user:user_1",
      "user:user_2",
      "event:order-edit.confirmed",
      "event:shop.special",
      "job",
      "provider:abandoned",
    ]
    expect(triggers.map((trigger) => describeTrigger(trigger, users, t))).toEqual([
      ...[
        "Anna Berg",
        "A colleague",
        "Order edit confirmed",
        "A change of the order",
        "The clock",
        "Checkout or payment",
      ],
    ])
  })

  it("says what a write told Klarna", () => {
    const amounts = { order_amount: 12000, previous_amount: 10000, lines: 2 }
    expect(describeWrite({ kind: "authorization", asked: amounts }, t, format)).toBe(
      "Amount and lines: from €100.00 to €120.00"
    )
    expect(describeWrite({ kind: "authorization", asked: { ...amounts, previous_amount: 12000 } }, t, format)).toBe(
      "Changed lines: 2 lines, the amount stays"
    )
    const references = { merchant_reference1: "", merchant_reference2: "A-1" }
    expect(describeWrite({ kind: "references", asked: references }, t, format)).toBe(
      "Merchant reference 1: cleared and Merchant reference 2: “A-1”"
    )
  })

  it("names what was captured, and nothing where the name says it all", () => {
    const operation = (kind: string, asked: Record<string, unknown>) => ({ kind, asked }) as AdminKlarnaOperation
    expect(describeOperation(operation("capture", { captured_amount: 990 }), t, format)).toBe("€9.90")
    expect(describeOperation(operation("disconnect", {}), t, format)).toBeUndefined()
  })
})
