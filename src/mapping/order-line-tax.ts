import type { OrderLine } from "../klarna/types"
import { type Amount, decimal, toMinor, toTaxRate } from "./money"
import type { LineContext, TaxLine } from "./order-line-input"

export type Tax = Required<Pick<OrderLine, "tax_rate" | "total_tax_amount">>

export const NO_TAX: Tax = { tax_rate: 0, total_tax_amount: 0 }

/** The tax contained in `total` (minor units). Medusa's own figure where Klarna takes it, else Klarna's formula. */
export function lineTax(
  total: number,
  taxLines: (TaxLine | null)[] | null | undefined,
  tax: Amount,
  context: LineContext
): Tax {
  if (context.net) return NO_TAX
  const tax_rate = combinedRate(taxLines)
  const own = toMinor(tax, context.currency)
  return { tax_rate, total_tax_amount: isTolerated(own, total, tax_rate) ? own : containedTax(total, tax_rate) }
}

/** Medusa adds the rates of several tax lines, it does not compound them. */
const combinedRate = (taxLines: (TaxLine | null)[] | null | undefined): number =>
  toTaxRate((taxLines ?? []).reduce((sum, line) => sum.plus(decimal(line?.rate)), decimal(0)).toFixed())

/** Within one minor unit of the formula, in integers. https://docs.klarna.com/payments/web-payments/additional-resources/use-cases/tax-handling/ */
export const isTolerated = (tax: number, total: number, rate: number): boolean =>
  Math.abs(tax * (10_000 + rate) - total * rate) <= 10_000 + rate

export const containedTax = (total: number, rate: number): number =>
  Math.sign(total) * Math.round((Math.abs(total) * rate) / (10_000 + rate)) + 0
