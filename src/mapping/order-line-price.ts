import type { OrderLine } from "../klarna/types"
import { type Amount, decimal, toMinor } from "./money"
import type { LineContext, Totals } from "./order-line-input"

export type Price = Required<Pick<OrderLine, "quantity" | "unit_price" | "total_amount" | "total_discount_amount">>

/** A line in minor units, before and after discount, in the terms of its market. */
export interface LineAmounts {
  before_discount: number
  total: number
}

/**
 * Klarna's `total_amount = quantity * unit_price - total_discount_amount`, exact, with a discount of at least zero.
 * The unit price is rounded up and the discount absorbs the rest, so the total never moves. What cannot be counted in whole
 * pieces, and what is negative, is one piece.
 */
export function linePrice({ before_discount, total }: LineAmounts, quantity: Amount): Price {
  const pieces = isCountable(quantity) && total >= 0 ? decimal(quantity).toNumber() : 1
  const unit_price = total < 0 ? total : Math.ceil(Math.max(before_discount, total) / pieces)
  return { quantity: pieces, unit_price, total_amount: total, total_discount_amount: pieces * unit_price - total }
}

/** Each amount of a line is rounded once. Net amounts come from Medusa's own difference, not from a rate. */
export const lineAmounts = (totals: Totals, { currency, net }: LineContext): LineAmounts => ({
  before_discount: toMinor(
    net ? difference(totals.original_total, totals.original_tax_total) : totals.original_total,
    currency
  ),
  total: toMinor(net ? difference(totals.total, totals.tax_total) : totals.total, currency),
})

const difference = (gross: Amount, tax: Amount): string => decimal(gross).minus(decimal(tax)).toFixed()

const isCountable = (quantity: Amount): boolean =>
  decimal(quantity).isInteger() && decimal(quantity).abs().lte(Number.MAX_SAFE_INTEGER)
