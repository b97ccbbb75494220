import type { OrderLine } from "../klarna/types"
import type { Amount } from "./money"

/**
 * The shapes that carts and orders share, totals as Medusa decorates them (major units, nothing rounded, `total` gross after discount).
 * Source: @medusajs/utils/dist/totals/cart.
 */
export interface Totals {
  total?: Amount
  tax_total?: Amount
  /** Before discount. */
  original_total?: Amount
  original_tax_total?: Amount
}

export interface TaxLine {
  /** Percent. */
  rate?: Amount
}

export interface SellableItem extends Totals {
  id: string
  title?: string | null
  product_title?: string | null
  variant_title?: string | null
  variant_sku?: string | null
  variant_id?: string | null
  product_id?: string | null
  thumbnail?: string | null
  requires_shipping?: boolean | null
  metadata?: Record<string, unknown> | null
  quantity?: Amount
  tax_lines?: (TaxLine | null)[] | null
  /** Orders only. */
  detail?: ItemDetail | null
}

export interface ItemDetail {
  quantity?: Amount
  fulfilled_quantity?: Amount
  shipped_quantity?: Amount
  return_requested_quantity?: Amount
  return_received_quantity?: Amount
  return_dismissed_quantity?: Amount
}

export interface ShippingMethod extends Totals {
  id: string
  name?: string | null
  shipping_option_id?: string | null
  /** Orders only: of which return it brings the goods back. */
  detail?: { return_id?: string | null } | null
  tax_lines?: (TaxLine | null)[] | null
}

export interface CreditLine {
  id: string
  amount?: Amount
  reference?: string | null
  reference_id?: string | null
}

export interface LinesInput {
  currency: string
  /** Purchase country, ISO 3166 alpha-2. */
  country: string
  items?: (SellableItem | null)[] | null
  shipping_methods?: (ShippingMethod | null)[] | null
  credit_lines?: (CreditLine | null)[] | null
  /** Medusa's sum of the credit lines, major units; it counts a sum of one currency unit's epsilon or less as nothing. */
  credit_line_total?: Amount
  /** Minor units. */
  order_total: number
  /** Minor units; what the lines add up to. */
  target_amount: number
  /** Countries where prices are sent without tax and the tax is a line of its own. */
  sales_tax_countries: string[]
  /** Shown to the customer when target and total differ. */
  balancing_reason?: string
}

/** How the lines of one order are written. */
export interface LineContext {
  currency: string
  /** Prices without tax. */
  net: boolean
}

export type Lines = { lines: OrderLine[] } | { unmappable: string }
