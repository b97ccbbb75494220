import type { AdminKlarnaOrder, AdminKlarnaOrderResponse } from "./types"

/** Something can still be captured, until the authorisation expires. */
export const isOpen = ({ status }: Pick<AdminKlarnaOrder, "status">) =>
  status === "AUTHORIZED" || status === "PART_CAPTURED"

/**
 * What can still be captured, minor units: nothing of an order that is over, or of which the rest was released, whatever Klarna calls it
 * since.
 */
export function remainingOf({
  klarna_order,
  actions,
}: Pick<AdminKlarnaOrderResponse, "klarna_order" | "actions">): number {
  if (!isOpen(klarna_order) || actions.extend === "captured") return 0
  return Math.max((klarna_order.order_amount ?? 0) - klarna_order.captured_amount, 0)
}
