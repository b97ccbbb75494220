import type { OrderLine } from "../klarna/types"
import { containedTax } from "./order-line-tax"

/** A line of an order is the same line in its captures and refunds: Medusa's id names it, a made up line its reference. */
export const keyOfLine = ({ merchant_data, reference, name }: OrderLine): string => merchant_data ?? reference ?? name

export const sumOf = (lines: OrderLine[]): number => lines.reduce((sum, { total_amount }) => sum + total_amount, 0)

/**
 * `pieces` of a line, after `before` pieces of it went with earlier captures or refunds. The discount is dealt out so that all parts
 * together are the line, to the last minor unit.
 */
export function partOfLine(line: OrderLine, pieces: number, before = 0): OrderLine {
  if (pieces === line.quantity) return line
  const discount = line.total_discount_amount ?? 0
  const upTo = (count: number) => Math.floor((discount * count) / line.quantity)
  const total_discount_amount = upTo(before + pieces) - upTo(before)
  const total_amount = pieces * line.unit_price - total_discount_amount
  const total_tax_amount = containedTax(total_amount, line.tax_rate ?? 0)
  return { ...line, quantity: pieces, total_amount, total_discount_amount, total_tax_amount }
}

/** What is left of the lines when `taken` is gone, at most `most` pieces of each. */
export function whatIsLeft(
  lines: OrderLine[],
  taken: OrderLine[],
  most: (line: OrderLine) => number = ({ quantity }) => quantity
): OrderLine[] {
  const gone = piecesOf(taken)
  return lines.flatMap((line) => {
    const before = gone.get(keyOfLine(line)) ?? 0
    const pieces = Math.min(line.quantity, Math.floor(most(line))) - before
    return pieces > 0 ? [partOfLine(line, pieces, before)] : []
  })
}

function piecesOf(lines: OrderLine[]): Map<string, number> {
  const pieces = new Map<string, number>()
  for (const line of lines) pieces.set(keyOfLine(line), (pieces.get(keyOfLine(line)) ?? 0) + line.quantity)
  return pieces
}
