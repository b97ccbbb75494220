import type { OrderStatus } from "../klarna/types"

/**
 * Whether Klarna still takes another amount, other lines or another address.
 * https://docs.klarna.com/order-management/pre-delivery/update-order-amount/
 */
export function canStillChange(status: OrderStatus): boolean {
  switch (status) {
    case "AUTHORIZED":
    case "PART_CAPTURED":
      return true
    case "CAPTURED":
    case "CANCELLED":
    case "EXPIRED":
    case "CLOSED":
      return false
    default:
      return unknownStatus(status)
  }
}

/** A status that Klarna added since: stop and say so, rather than guess what it allows. */
function unknownStatus(status: never): never {
  throw new Error(`Klarna order status "${String(status)}" is not known to this version of the plugin`)
}
