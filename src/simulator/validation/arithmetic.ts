import type { OrderLine } from "../../klarna/types"

/** Amounts in minor units, tax contained in the price. */
export const sumOf = (lines: readonly OrderLine[]) => lines.reduce((sum, line) => sum + line.total_amount, 0)

export const lineTotalFits = (line: OrderLine) =>
  line.total_amount === line.quantity * line.unit_price - (line.total_discount_amount ?? 0)

/**
 * Tax may be off by one minor unit from `total - total * 10000 / (10000 + rate)`. Without both values there is nothing
 * to compare: United States lines carry neither, their tax is a `sales_tax` line.
 */
export function lineTaxFits({ total_amount, total_tax_amount, tax_rate }: OrderLine): boolean {
  if (total_tax_amount === undefined) return true
  if (tax_rate === undefined) return total_tax_amount === 0
  const divisor = 10_000 + tax_rate
  return Math.abs(total_tax_amount * divisor - total_amount * tax_rate) <= divisor
}

/** Names of the line fields whose arithmetic is wrong. */
export const badLineFields = (lines: readonly OrderLine[]): string[] =>
  lines.flatMap((line, index) => [
    ...(lineTotalFits(line) ? [] : [`order_lines[${index}].total_amount`]),
    ...(lineTaxFits(line) ? [] : [`order_lines[${index}].total_tax_amount`]),
  ])

/** The tax of an order is in its lines, or is lines of its own (United States). */
const taxOf = (lines: readonly OrderLine[]) =>
  lines.reduce((sum, line) => sum + (line.type === "sales_tax" ? line.total_amount : (line.total_tax_amount ?? 0)), 0)

export function orderTaxFits(
  orderTax: number | undefined,
  lines: readonly OrderLine[],
  tolerance: "lines" | "quantities"
): boolean {
  if (orderTax === undefined) return true
  const allowed = tolerance === "lines" ? lines.length : lines.reduce((sum, { quantity }) => sum + quantity, 0)
  return Math.abs(orderTax - taxOf(lines)) <= allowed
}
