import type { OrderLine } from "../klarna/types"
import { type Amount, decimal, toMinor } from "./money"
import { creditLine } from "./order-line-credit"
import type { LineContext, Lines, LinesInput, Totals } from "./order-line-input"
import { currentQuantity, itemLine } from "./order-line-item"
import { limitExceeded } from "./order-line-limits"
import { shippingLine } from "./order-line-shipping"
import { singleLine } from "./order-line-single"
import { balancingLine, roundingLine } from "./rounding"

export type { Lines, LinesInput } from "./order-line-input"

/**
 * Klarna's order lines for a cart or an order: the same builder at purchase, sync, capture and refund. Their sum is exactly
 * `target_amount` (minor units). Throws NOT_ALLOWED for a currency that Klarna does not have.
 */
export function orderLines(input: LinesInput): Lines {
  const context = { currency: input.currency, net: isSalesTaxMarket(input) }
  if (taxable(input).some(({ total }) => total === null || total === undefined))
    return { unmappable: "A line of this order has no total: Medusa did not compute one" }
  const lines = ownLines(input, context)
  const rounding = roundingLine(lines, input.order_total, input.currency)
  if ("unmappable" in rounding) return rounding
  const all = [...lines, ...rounding, ...balancingLine(input.order_total, input.target_amount, input.balancing_reason)]
  const unmappable = limitExceeded(all, input.target_amount, input.currency)
  return unmappable ? { unmappable } : { lines: all }
}

/** Markets where Klarna wants prices without tax. https://docs.klarna.com/payments/web-payments/additional-resources/use-cases/tax-handling/ */
export const isSalesTaxMarket = ({
  country,
  sales_tax_countries,
}: Pick<LinesInput, "country" | "sales_tax_countries">): boolean =>
  sales_tax_countries.some((market) => market.toUpperCase() === country.toUpperCase())

const ownLines = (input: LinesInput, context: LineContext): OrderLine[] => [
  ...itemsOf(input).map((item) => itemLine(item, context)),
  ...shippingOf(input).map((method) => shippingLine(method, context)),
  ...creditsOf(input).map((credit) => creditLine(credit, context)),
  ...(context.net ? salesTaxLine(input) : []),
]

function salesTaxLine(input: LinesInput): OrderLine[] {
  const tax = taxable(input).reduce((sum, { tax_total }) => sum.plus(decimal(tax_total)), decimal(0))
  const amount = toMinor(tax.toFixed(), input.currency)
  return amount === 0 ? [] : [singleLine("sales_tax", "sales-tax", "Sales Tax", amount)]
}

const taxable = (input: LinesInput): Totals[] => [...itemsOf(input), ...shippingOf(input)]
const itemsOf = (input: LinesInput) => inOrder(input.items).filter((item) => currentQuantity(item).gt(0))
const shippingOf = (input: LinesInput) => inOrder(input.shipping_methods)

/** Medusa's total leaves credit lines out when they sum to next to nothing. Source: @medusajs/utils/dist/totals/credit-lines. */
const creditsOf = (input: LinesInput) =>
  isZero(input.credit_line_total) ? [] : inOrder(input.credit_lines).filter(({ amount }) => !isZero(amount))

const isZero = (amount: Amount): boolean => amount !== undefined && amount !== null && decimal(amount).isZero()

/** The database answers in any order and Klarna compares lists: ids are made in the order of time. */
const inOrder = <T extends { id: string }>(rows: (T | null)[] | null | undefined): T[] =>
  (rows ?? []).filter((row) => row !== null).sort((a, b) => (a.id < b.id ? -1 : 1))
