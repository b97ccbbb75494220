import type { OrderLine } from "../klarna/types"
import { formatMinor } from "./money"
import { signedLine } from "./order-line-single"
import { clean } from "./text"

/**
 * Medusa rounds nothing and Klarna's lines are whole minor units: what is left becomes one named line. Each line is off by half a
 * unit at most, so more units than lines means that a line is missing or wrong.
 */
export function roundingLine(
  lines: OrderLine[],
  order_total: number,
  currency: string
): OrderLine[] | { unmappable: string } {
  const left = order_total - sumOf(lines)
  if (left === 0) return []
  if (Math.abs(left) <= lines.length) return [signedLine("rounding", "Rounding", left)]
  const [sum, total] = [sumOf(lines), order_total].map((amount) => formatMinor(amount, currency))
  return { unmappable: `The lines of this order add up to ${sum} but its total is ${total}` }
}

/** The part of the order that is not Klarna's, or that Klarna took already: one line without tax which says why. */
export const balancingLine = (order_total: number, target_amount: number, reason = "Adjustment"): OrderLine[] =>
  target_amount === order_total
    ? []
    : [signedLine("balance", clean(reason, 255) || "Adjustment", target_amount - order_total)]

export const sumOf = (lines: OrderLine[]): number => lines.reduce((sum, line) => sum + line.total_amount, 0)
