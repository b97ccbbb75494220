import type { Call, Evidence, Look } from "../evidence"
import { judge } from "../judge"

const agreed: Look = {
  pairs: [{ what: "amount", medusa: 15000, klarna: 15000 }],
  capturable: { medusa: 15000, klarna: 15000 },
  row: { sync_state: "in_sync", is_due: false, attention: [] },
}
const apart: Look = { ...agreed, pairs: [{ what: "amount", medusa: 19000, klarna: 15000 }] }
const asking = (code: "increase_refused" | "refund_missing", klarna_code?: string): Look => ({
  ...apart,
  row: { sync_state: "needs_attention", is_due: false, attention: [{ code, klarna_code }] },
})

const sent = (call: Partial<Call> = {}): Call => ({
  call: "PATCH authorization",
  key: "a",
  status: 204,
  effect: true,
  fault: null,
  ...call,
})
const lost = sent({ fault: "503", status: 503, code: "TEMPORARILY_UNAVAILABLE", effect: false })

const trial = (what: Partial<Evidence> = {}): Evidence => ({
  operation: "amount up",
  fault: "503",
  then: "fine",
  retries: 0,
  call: "PATCH authorization",
  reasons: ["increase_refused"],
  calls: [lost, sent()],
  ledger: [{ kind: "authorization", outcome: "accepted", error_code: null }],
  errors: [],
  is_done: true,
  alone: agreed,
  end: agreed,
  pressed: false,
  ...what,
})
const problems = (what: Partial<Evidence>) => judge(trial(what)).problems

it("is content when both sides agree after the repeat", () => {
  expect(judge(trial())).toEqual({ text: "agrees, 2 calls", problems: [] })
})

it("is content when the row says why not, and the button brings it right", () => {
  const calls = [sent({ fault: "503", status: 403, code: "NOT_ALLOWED", effect: false }), sent({ key: "b" })]
  const told = trial({ calls, alone: asking("increase_refused", "NOT_ALLOWED"), pressed: true })
  expect(judge(told)).toEqual({ text: "attention increase_refused, then agrees, 2 calls", problems: [] })
})

it("is content when the person who clicked was told, and clicked again", () => {
  expect(judge(trial({ errors: ["Klarna did not confirm"] })).text).toBe("error, then done, 2 calls")
})

it("sees a difference that nobody is told of", () => {
  const [problem] = problems({ alone: apart, end: apart })
  expect(problem).toBe("nobody is told that amount: Medusa 19000, Klarna 15000")
  expect(judge(trial({ alone: apart, end: apart })).text).toBe(`WRONG: ${problem}`)
})

it("sees a difference that stays although somebody clicked", () => {
  expect(problems({ alone: asking("increase_refused"), end: apart })).toEqual(["amount: Medusa 19000, Klarna 15000"])
})

it("sees attention for another reason, and words that Klarna never said", () => {
  expect(problems({ alone: asking("refund_missing") })).toEqual(["attention refund_missing has nothing to do with it"])
  expect(problems({ alone: asking("increase_refused", "NOT_ALLOWED") })).toEqual([
    "attention quotes NOT_ALLOWED, which Klarna never said",
  ])
})

it("sees attention that does not go away", () => {
  const alone = asking("increase_refused")
  expect(problems({ alone, end: { ...alone, pairs: [] } })).toEqual(["attention increase_refused stays"])
})

it("sees a capture that was made twice, whatever the keys were", () => {
  const capture = sent({ call: "POST captures", key: "c" })
  const calls = [lost, capture, { ...capture, key: "d" }]
  expect(problems({ calls })).toEqual(["POST captures took effect 2 times"])
})

it("sees a key that did two things, and one that was used for something else", () => {
  const calls = [lost, sent({ key: "b" }), sent({ key: "b", call: "POST cancel" })]
  expect(problems({ calls })).toEqual(["key b had more than one effect", "key b was used for different requests"])
})

it("sees an order placed twice, which has no key at Klarna", () => {
  const place = sent({ call: "POST payments/authorizations/:id/order", key: null })
  expect(problems({ calls: [lost, place, place] })).toEqual([
    "POST payments/authorizations/:id/order took effect 2 times",
  ])
})

it("tells a buyer's second approval from a second order of the first", () => {
  const place = sent({ call: "POST payments/authorizations/:id/order", key: null, approval: "one" })
  const ledger = [
    { kind: "create_order" as const, outcome: "unknown" as const, error_code: null },
    { kind: "create_order" as const, outcome: "accepted" as const, error_code: null },
  ]
  const anew = trial({ calls: [lost, place, { ...place, approval: "two" }], ledger, errors: ["authorise again"] })
  expect(judge(anew)).toEqual({ text: "error, approved anew, first unknown, 1 call", problems: [] })
  expect(problems({ calls: [lost, place, place], ledger })).toEqual([
    "POST payments/authorizations/:id/order took effect 2 times",
    "the ledger's create_order is left unknown",
  ])
})

it("does not mind a second session: one that nobody uses ends by itself", () => {
  const session = sent({ call: "POST payments/sessions", key: null })
  expect(problems({ calls: [lost, session, session] })).toEqual([])
})

it("sees a ledger row that was left open", () => {
  const ledger = [
    { kind: "capture" as const, outcome: "unknown" as const, error_code: null },
    { kind: "cancel" as const, outcome: null, error_code: null },
  ]
  expect(problems({ ledger })).toEqual([
    "the ledger's capture is left unknown",
    "the ledger's cancel is left without an outcome",
  ])
})

it("sees a row that waits for nothing, and one that is still due", () => {
  const row = { sync_state: "pending" as const, is_due: false, attention: [] }
  expect(problems({ alone: { ...agreed, row } })).toEqual(["the row is pending, and nothing will bring it again"])
  const due = { ...row, sync_state: "in_sync" as const, is_due: true }
  expect(problems({ alone: { ...agreed, row: due } })).toEqual(["there is still something due"])
})

it("sees that more can be captured than Klarna guarantees, even while attention explains the difference", () => {
  const alone = { ...asking("increase_refused"), capturable: { medusa: 19000, klarna: 15000 } }
  expect(problems({ alone })).toEqual(["Medusa offers 19000 to capture, Klarna guarantees 15000"])
})

it("sees a click that never works, and a fault that met nothing", () => {
  expect(problems({ is_done: false, errors: ["no", "still no"] })).toEqual(["it never worked: still no"])
  expect(problems({ calls: [sent()] })).toEqual(["no PATCH authorization met the fault"])
})

it("takes the ledger for an answer where no merchant can do anything: a refused acknowledgement", () => {
  const refused = trial({
    operation: "acknowledge",
    alone: apart,
    ledger: [{ kind: "acknowledge", outcome: "refused", error_code: "HTTP_403" }],
    pressed: true,
  })
  expect(judge(refused)).toEqual({ text: "refused, in the ledger, then agrees, 2 calls", problems: [] })
})

it("lets Medusa offer what was captured at Klarna unheard of only where the merchant reads that Klarna cannot be asked", () => {
  const capturable = { medusa: 15000, klarna: 10000 }
  const isUnheardOf = true
  const told = { ...asking("refund_missing"), capturable }
  const promise = "Medusa offers 15000 to capture, Klarna guarantees 10000"
  expect(problems({ isUnheardOf, alone: told, end: agreed, reasons: ["refund_missing"] })).toEqual([])
  expect(problems({ alone: told, end: agreed, reasons: ["refund_missing"] })).toEqual([promise])
  expect(problems({ isUnheardOf, alone: { ...agreed, capturable }, end: agreed })).toEqual([promise])
  expect(problems({ isUnheardOf, alone: told, end: { ...agreed, capturable }, reasons: ["refund_missing"] })).toEqual([
    promise,
  ])
})
