import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Order } from "../klarna/types"
import { noteCaptured, noteRefunded } from "./money-moved"
import { closeOperation } from "./operations"
import type { Operation } from "./types"
import { mayStillHappen } from "./what-became"

/**
 * Did this capture or refund happen? Klarna's own list tells, by our reference. The row is closed with what was found; while Klarna may
 * still be at it, not to find it says nothing, and the row stays `unknown`.
 */
export async function resolveMoneyOperation(
  knex: Knex,
  operation: Operation,
  order: Order
): Promise<"accepted" | "failed" | "unknown"> {
  const found = operation.kind === "capture" ? foundCapture(operation, order) : foundRefund(operation, order)
  if (found) await (operation.kind === "capture" ? noteCaptured : noteRefunded)(knex, order.order_id, found.amount)
  if (!found && mayStillHappen(operation)) return "unknown"
  const end = found ? "accepted" : "failed"
  await closeOperation(knex, operation, end, { result_id: found?.id ?? null })
  return end
}

function foundCapture({ reference }: Operation, { captures }: Order) {
  const capture = captures.find((each) => each.reference === reference)
  return capture && { id: capture.capture_id, amount: capture.captured_amount }
}

function foundRefund({ reference }: Operation, { refunds }: Order) {
  const refund = refunds.find((each) => each.reference === reference)
  return refund && { id: refund.refund_id, amount: refund.refunded_amount }
}
