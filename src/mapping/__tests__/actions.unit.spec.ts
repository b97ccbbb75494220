import fc from "fast-check"
import { actionsOf, type ActionSituation, type KlarnaAction } from "../actions"
import { obstacleSentence } from "../obstacle-sentence"

/** An order that was just sold: nothing captured, nothing wrong. */
const calm: ActionSituation = {
  status: "AUTHORIZED",
  fraud_status: "ACCEPTED",
  attention_code: null,
  is_attention_seen: false,
  is_off: false,
  has_account: true,
  is_released: false,
  is_order_canceled: false,
  is_anything_unrefunded: false,
  has_confirmed_edit: false,
}

const possible = (changed: Partial<ActionSituation>) =>
  Object.entries(actionsOf({ ...calm, ...changed }))
    .filter(([, obstacle]) => obstacle === null)
    .map(([action]) => action)

const ALWAYS = ["sync", "refresh"]
const OPEN = [...ALWAYS, "references", "resend_address", "update_amount", "cancel", "extend", "capture_remaining"]

it.each<[string, Partial<ActionSituation>, string[]]>([
  ["was just sold", {}, [...OPEN, "disconnect"]],
  ["Klarna was not read for yet", { status: null, fraud_status: null }, [...OPEN, "disconnect"]],
  ["is captured in part", { status: "PART_CAPTURED" }, [...OPEN, "release", "disconnect"]],
  ["gave up its rest", { status: "PART_CAPTURED", is_released: true }, [...ALWAYS, "references", "disconnect"]],
  ["is captured", { status: "CAPTURED" }, [...ALWAYS, "references", "disconnect"]],
  ["has expired", { status: "EXPIRED" }, [...ALWAYS, "references", "disconnect"]],
  ["is cancelled", { status: "CANCELLED", is_order_canceled: true }, [...ALWAYS, "disconnect"]],
  [
    "is canceled in Medusa only, because Klarna said no",
    { is_order_canceled: true },
    [...ALWAYS, "references", "cancel", "disconnect"],
  ],
  [
    "was canceled and still holds money",
    { status: "CAPTURED", is_order_canceled: true, is_anything_unrefunded: true },
    [...ALWAYS, "references", "disconnect", "refund_missing"],
  ],
  [
    "waits for Klarna's decision about fraud",
    { fraud_status: "PENDING" },
    [...OPEN.filter((action) => action !== "update_amount" && action !== "capture_remaining"), "disconnect"],
  ],
  ["was taken out of the sync", { is_off: true }, ["references", "reconnect"]],
  ["lost its account", { has_account: false }, ["disconnect"]],
  [
    "Klarna does not show",
    { attention_code: "klarna_order_missing" },
    [...ALWAYS, "references", "disconnect", "acknowledge_attention"],
  ],
  [
    "Klarna did not raise after an edit",
    { attention_code: "increase_refused", has_confirmed_edit: true },
    [...OPEN, "disconnect", "acknowledge_attention", "revert_edit"],
  ],
])("an order that %s allows what can work [case 46]", (_, changed, actions) => {
  expect(possible(changed)).toEqual(actions)
})

it("says what stands in the way, the first thing first", () => {
  expect(actionsOf({ ...calm, has_account: false, is_off: true }).extend).toBe("account_missing")
  expect(actionsOf({ ...calm, is_off: true, status: "EXPIRED" }).extend).toBe("disconnected")
  expect(actionsOf({ ...calm, status: "EXPIRED" }).extend).toBe("expired")
  expect(actionsOf(calm).release).toBe("nothing_captured")
  expect(actionsOf({ ...calm, attention_code: "not_covered", is_attention_seen: true })).toMatchObject({
    acknowledge_attention: "already_seen",
    revert_edit: "nothing_to_revert",
  })
})

describe("Whatever the situation", () => {
  const situations = fc.record<ActionSituation>({
    status: fc.constantFrom(null, "AUTHORIZED", "PART_CAPTURED", "CAPTURED", "CANCELLED", "EXPIRED", "CLOSED"),
    fraud_status: fc.constantFrom(null, "ACCEPTED", "PENDING", "REJECTED", "STOPPED"),
    attention_code: fc.constantFrom(null, "increase_refused", "klarna_order_missing", "not_covered"),
    is_attention_seen: fc.boolean(),
    is_off: fc.boolean(),
    has_account: fc.boolean(),
    is_released: fc.boolean(),
    is_order_canceled: fc.boolean(),
    is_anything_unrefunded: fc.boolean(),
    has_confirmed_edit: fc.boolean(),
  })
  const WRITES: KlarnaAction[] = ["resend_address", "update_amount", "cancel", "extend", "capture_remaining", "release"]
  const ENDED = ["CAPTURED", "CANCELLED", "EXPIRED", "CLOSED"]

  const always = (holds: (now: ActionSituation) => boolean) => fc.assert(fc.property(situations, holds))

  it("nothing can be written without an account, to a disconnected order, or to one that has ended", () => {
    always((now) => {
      const isClosed = !now.has_account || now.is_off || ENDED.includes(now.status ?? "")
      return !isClosed || WRITES.every((action) => actionsOf(now)[action] !== null)
    })
  })

  it("an order is taken out of the sync or put back into it, never both", () => {
    always((now) => !(actionsOf(now).disconnect === null && actionsOf(now).reconnect === null))
  })

  it("every obstacle has a sentence", () => {
    always((now) =>
      Object.values(actionsOf(now)).every((obstacle) => obstacle === null || obstacle in obstacleSentence)
    )
  })
})
