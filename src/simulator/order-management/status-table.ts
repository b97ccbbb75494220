import type { OrderStatus } from "../../klarna/types"
import type { CellSwitch, Switches } from "../switches"

export type Operation =
  | "update-authorization"
  | "cancel"
  | "capture"
  | "refund"
  | "release"
  | "extend"
  | "customer-details"
  | "merchant-references"
  | "acknowledge"

type Cell = "yes" | "no" | CellSwitch
type Row = Record<OrderStatus, Cell>

const row = (
  AUTHORIZED: Cell,
  PART_CAPTURED: Cell,
  CAPTURED: Cell,
  CANCELLED: Cell,
  EXPIRED: Cell,
  CLOSED: Cell
): Row => ({ AUTHORIZED, PART_CAPTURED, CAPTURED, CANCELLED, EXPIRED, CLOSED })

/**
 * Which operation an order's status allows. Cells that no document settles are named after their switch.
 * https://docs.klarna.com/payments/after-payments/order-management/manage-orders-with-the-api/view-and-change-orders
 */
export const statusTable: Record<Operation, Row> = {
  "update-authorization": row("yes", "yes", "no", "no", "no", "no"),
  cancel: row("yes", "no", "no", "cancel_twice", "cancel_when_expired", "no"),
  capture: row("yes", "yes", "no", "no", "no", "no"),
  refund: row("no", "yes", "yes", "no", "refund_when_expired", "refund_when_closed"),
  release: row("no", "yes", "no", "no", "release_when_expired", "release_when_closed"),
  extend: row("yes", "extend_part_captured", "extend_captured", "no", "no", "extend_when_closed"),
  "customer-details": row(
    "yes",
    "address_after_part_capture",
    "address_after_capture",
    "no",
    "no",
    "address_when_closed"
  ),
  "merchant-references": row("yes", "yes", "yes", "no", "references_when_expired", "references_when_closed"),
  acknowledge: row(
    "yes",
    "yes",
    "yes",
    "acknowledge_when_cancelled",
    "acknowledge_when_expired",
    "acknowledge_when_closed"
  ),
}

export function statusAllows(operation: Operation, status: OrderStatus, switches: Switches): boolean {
  const cell = statusTable[operation][status]
  return cell === "yes" || (cell !== "no" && switches[cell] === "accept")
}
