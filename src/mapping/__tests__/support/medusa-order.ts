import { createRawPropertiesFromBigNumber, decorateCartTotals } from "@medusajs/framework/utils"
import type { CartForPurchase, OrderForSync, OrderPayment } from "../../order-fields"
import type { LinesInput } from "../../order-line-input"
import { toMinor } from "../../money"

/** What a merchant or a shopper decides about an item; everything else is computed by Medusa. */
export interface ItemFacts {
  unit_price: number | string
  quantity?: number
  is_tax_inclusive?: boolean
  rates?: number[]
  discounts?: { amount: number | string; is_tax_inclusive?: boolean }[]
  returned?: number
  dismissed?: number
  requested?: number
  fulfilled?: number
  shipped?: number
  title?: string
  product_title?: string | null
  variant_title?: string
  variant_sku?: string
  variant_id?: string
  thumbnail?: string | null
  requires_shipping?: boolean
}

export interface ShippingFacts extends Pick<ItemFacts, "is_tax_inclusive" | "rates" | "discounts"> {
  amount?: number | string
  name?: string
  shipping_option_id?: string
}

export interface OrderFacts {
  currency_code?: string
  items?: ItemFacts[]
  shipping?: ShippingFacts[]
  credits?: { amount: number | string; reference?: string; reference_id?: string }[]
  /** Captures minus refunds. */
  transaction_total?: number
  payment_collections?: OrderForSync["payment_collections"]
  [field: string]: unknown
}

/** An order as `query.graph` answers it: totals by Medusa's own code, `BigNumber` objects and raw twins. */
export function medusaOrder({ items = [], shipping = [], credits = [], ...facts }: OrderFacts): OrderForSync {
  const order = {
    id: "order_1",
    display_id: 7,
    status: "pending",
    currency_code: "sek",
    email: "ada@example.com",
    summary: { transaction_total: facts.transaction_total ?? 0 },
    items: items.map(medusaItem),
    shipping_methods: shipping.map(medusaShipping),
    credit_lines: credits.map((credit, index) => ({ id: `ordcl_${index}`, ...credit })),
    ...facts,
  }
  const decorated = decorateCartTotals(order as never)
  createRawPropertiesFromBigNumber(decorated)
  return decorated as unknown as OrderForSync
}

export const medusaCart = (facts: OrderFacts): CartForPurchase => medusaOrder({ id: "cart_1", ...facts })

/** The lines' input for an order whose target is its total. */
export const linesInput = (order: OrderForSync, changes: Partial<LinesInput> = {}): LinesInput => ({
  currency: order.currency_code,
  country: "SE",
  items: order.items,
  shipping_methods: order.shipping_methods,
  credit_lines: order.credit_lines,
  credit_line_total: order.credit_line_total,
  order_total: toMinor(order.total, order.currency_code),
  target_amount: toMinor(order.total, order.currency_code),
  sales_tax_countries: ["US"],
  ...changes,
})

export const payment = (facts: Partial<OrderPayment> & { amount: number }): OrderPayment => ({
  id: "pay_1",
  provider_id: "pp_klarna_klarna",
  data: { klarna_order_id: "klarna-1" },
  created_at: "2026-01-01T10:00:00Z",
  canceled_at: null,
  captured_at: null,
  captures: [],
  refunds: [],
  ...facts,
})

function medusaItem(facts: ItemFacts, index: number) {
  const { rates, discounts, quantity = 1, returned, dismissed, requested, fulfilled, shipped, ...item } = facts
  return {
    id: `ordli_${String(index).padStart(4, "0")}`,
    title: "Shirt",
    requires_shipping: true,
    is_tax_inclusive: true,
    ...item,
    quantity,
    tax_lines: taxLines(rates),
    adjustments: adjustments(discounts),
    detail: {
      quantity,
      fulfilled_quantity: fulfilled ?? 0,
      shipped_quantity: shipped ?? 0,
      return_requested_quantity: requested ?? 0,
      return_received_quantity: returned ?? 0,
      return_dismissed_quantity: dismissed ?? 0,
      written_off_quantity: dismissed ?? 0,
    },
  }
}

function medusaShipping(facts: ShippingFacts, index: number) {
  const { rates, discounts, ...method } = facts
  return {
    id: `ordsm_${index}`,
    name: "Parcel",
    amount: 49,
    is_tax_inclusive: true,
    ...method,
    tax_lines: taxLines(rates),
    adjustments: adjustments(discounts),
  }
}

const taxLines = (rates: number[] = [25]) =>
  rates.map((rate, index) => ({ id: `tax_${index}`, code: `T${index}`, rate }))
const adjustments = (discounts: ItemFacts["discounts"] = []) =>
  discounts.map((discount, id) => ({ id: `adj_${id}`, ...discount }))
