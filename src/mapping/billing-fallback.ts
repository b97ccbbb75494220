import type { Operations } from "./types"

/** Newer Klarna refuses every billing address, older Klarna some; more than two in a row are no accident. */
export const REFUSED_ORDERS = 3

/**
 * Whether an account still tells billing addresses by itself. Each try is a credit check, so after refusals on three orders whose
 * delivery address Klarna took (it is not the buyer, it is the field) the merchant decides, order by order.
 */
export function billingAddressMode(
  option: Operations["billingAddress"],
  refusedOrders: number
): Operations["billingAddress"] {
  return option === "auto" && refusedOrders >= REFUSED_ORDERS ? "manual" : option
}
