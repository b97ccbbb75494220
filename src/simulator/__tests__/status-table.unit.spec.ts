import type { OrderStatus } from "../../klarna/types"
import type { SwitchName } from "../index"
import { line, runningKlarna } from "./running-klarna"

const klarna = runningKlarna()

const statuses: OrderStatus[] = ["AUTHORIZED", "PART_CAPTURED", "CAPTURED", "CANCELLED", "EXPIRED", "CLOSED"]
type Cell = number | SwitchName

/** What Klarna's documents say about each operation in each status; a switch where they say nothing. */
const operations: Record<string, { ask: [string, string, unknown?]; code: string; cells: Cell[] }> = {
  "changes the amount": {
    ask: ["PATCH", "/authorization", { order_amount: 9_000, order_lines: [line(1, 9_000)] }],
    code: "NOT_ALLOWED",
    cells: [204, 204, 403, 403, 403, 403],
  },
  "cancels the order": {
    ask: ["POST", "/cancel"],
    code: "CANCEL_NOT_ALLOWED",
    cells: [204, 403, 403, "cancel_twice", "cancel_when_expired", 403],
  },
  captures: {
    ask: ["POST", "/captures", { captured_amount: 1_000 }],
    code: "CAPTURE_NOT_ALLOWED",
    cells: [201, 201, 403, 403, 403, 403],
  },
  refunds: {
    ask: ["POST", "/refunds", { refunded_amount: 1_000 }],
    code: "REFUND_NOT_ALLOWED",
    cells: [403, 201, 201, 403, "refund_when_expired", "refund_when_closed"],
  },
  "releases the rest": {
    ask: ["POST", "/release-remaining-authorization"],
    code: "NOT_ALLOWED",
    cells: [403, 204, 403, 403, "release_when_expired", "release_when_closed"],
  },
  "extends the authorization": {
    ask: ["POST", "/extend-authorization-time"],
    code: "NOT_ALLOWED",
    cells: [204, "extend_part_captured", "extend_captured", 403, 403, "extend_when_closed"],
  },
  "changes the address": {
    ask: ["PATCH", "/customer-details", { shipping_address: { street_address: "Storgatan 2" } }],
    code: "NOT_ALLOWED",
    cells: [204, "address_after_part_capture", "address_after_capture", 403, 403, "address_when_closed"],
  },
  "changes the merchant references": {
    ask: ["PATCH", "/merchant-references", { merchant_reference1: "1001" }],
    code: "NOT_ALLOWED",
    cells: [204, 204, 204, 403, "references_when_expired", "references_when_closed"],
  },
  acknowledges: {
    ask: ["POST", "/acknowledge"],
    code: "NOT_ALLOWED",
    cells: [204, 204, 204, "acknowledge_when_cancelled", "acknowledge_when_expired", "acknowledge_when_closed"],
  },
}

/** Open questions about refunds and releases only arise where something was captured. */
const captured = (operation: string, status: OrderStatus) =>
  ["refunds", "releases the rest"].includes(operation) && (status === "EXPIRED" || status === "CLOSED")
    ? { captured_amount: 4_000 }
    : {}

const cases = Object.entries(operations).flatMap(([operation, { ask, code, cells }]) =>
  statuses.flatMap(
    (status, index): [string, OrderStatus, string, number, Record<string, string>, typeof ask, string][] => {
      const cell = cells[index]
      if (typeof cell === "number") return [[operation, status, cell < 400 ? "yes" : "no", cell, {}, ask, code]]
      const yes = ask[1] === "/captures" || ask[1] === "/refunds" ? 201 : 204
      return [
        [operation, status, `yes with ${cell}`, yes, { [cell]: "accept" }, ask, code],
        [operation, status, `no with ${cell}`, 403, { [cell]: "refuse" }, ask, code],
      ]
    }
  )
)

it.each(cases)("%s of an order that is %s: %s", async (operation, status, _answer, expected, switches, ask, code) => {
  await klarna.controls.switches(switches)
  const before = await klarna.controls.seedOrder({ status, ...captured(operation, status) })
  const answer = await klarna.om(ask[0], before.order_id, ask[1], ask[2])
  expect(answer.status).toBe(expected)
  const after = await klarna.controls.order(before.order_id)
  if (expected === 403) {
    expect(answer.body).toMatchObject({ error_code: code, correlation_id: answer.headers["klarna-correlation-id"] })
    expect(after).toEqual(before)
  } else {
    expect(answer.text).toBe("")
  }
})
