import type { OrderLine } from "../klarna/types"
import { formatMinor } from "./money"

/** https://docs.klarna.com/api/ordermanagement/ and https://docs.klarna.com/api/payments/ */
const MAX_AMOUNT = 200_000_000
const MAX_LINES = 1000
const MAX_TAX_RATE = 10_000

/** Why Klarna cannot take these lines, in a sentence; undefined when it can. */
export function limitExceeded(lines: OrderLine[], target_amount: number, currency: string): string | undefined {
  if (lines.length > MAX_LINES) return `The order has ${lines.length} lines and Klarna takes ${MAX_LINES}`
  if (largest(lines, target_amount) > MAX_AMOUNT)
    return `An amount of this order, ${formatMinor(largest(lines, target_amount), currency)}, is above Klarna's limit of ${formatMinor(MAX_AMOUNT, currency)}`
  if (lines.some(({ tax_rate = 0 }) => tax_rate < 0 || tax_rate > MAX_TAX_RATE))
    return "A tax rate of this order is not between 0 and 100 %, and Klarna takes no other"
  return undefined
}

const largest = (lines: OrderLine[], target_amount: number): number =>
  lines.map(amountsOf).flat().reduce(larger, target_amount)

const amountsOf = (line: OrderLine): number[] =>
  [line.unit_price, line.total_amount, line.total_discount_amount ?? 0, line.total_tax_amount ?? 0].map(Math.abs)

const larger = (a: number, b: number): number => Math.max(a, b)
