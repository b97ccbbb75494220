import type { MerchantReferences, OrderLine } from "./types"

/*
 * What a store may change of what Klarna is told: plain functions in the options, as `customize: { orderLines, references, description }`.
 * Each gets copies and answers a value at once; what it answers is checked. The same input has to give the same answer, because the sync
 * compares what it would send with what Klarna acknowledged: no clock, no chance, no state.
 */

/** An item as the cart or the order has it. */
export interface CustomizeItem {
  /** The `merchant_data` of its order line. */
  id: string
  title: string | null
  product_title: string | null
  variant_title: string | null
  variant_sku: string | null
  variant_id: string | null
  product_id: string | null
  metadata: Record<string, unknown>
}

/** What the lines are of. Nothing personal. */
export interface CustomizeOrderLinesContext {
  /** The cart while it is bought, the order from then on: lines that differ between the two cost a call to Klarna. */
  source: "cart" | "order"
  id: string
  /** Upper case ISO 4217. */
  currency: string
  /** Purchase country, ISO 3166 alpha-2. */
  country: string
  /** What the lines add up to, minor units. */
  amount: number
  items: CustomizeItem[]
  metadata: Record<string, unknown>
}

export interface CustomizeReferencesContext {
  order_id: string
  display_id: string
  metadata: Record<string, unknown>
}

export interface CustomizeDescriptionContext {
  order_id: string
  /** Upper case ISO 4217. */
  currency: string
  /** What Klarna is about to be told, and what it has now, minor units. */
  order_amount: number
  previous_amount: number
}

/**
 * Names, references, types, units, pictures, links and how a line's amount is made up are free. A line with `merchant_data` stays, with
 * its `quantity` and `total_amount`: captures and refunds are told by it. Lines may be added and, without `merchant_data`, joined. All
 * together keep their sum.
 *
 * When it throws or answers something else, a purchase goes on with the plugin's own lines; of an order nothing about its amount and
 * lines is sent, and the order says `customization_failed`.
 */
export type CustomizeOrderLines = (lines: OrderLine[], context: CustomizeOrderLinesContext) => OrderLine[]

/**
 * Gets what the option `references` says; a reference that is left out is left as Klarna has it, `""` clears it. What a merchant types on
 * the order's page goes before it. When it throws or answers something else, the references are left as Klarna has them, and the order
 * says `customization_failed`.
 */
export type CustomizeReferences = (
  references: MerchantReferences,
  context: CustomizeReferencesContext
) => MerchantReferences

/**
 * Gets the `description` of the order edit, if it has one; what is answered is shown by Klarna beside the change, cut at 255 characters. When it
 * throws or answers something else, the change goes without a description, and the log says so: money does not wait for a text.
 */
export type CustomizeDescription = (
  note: string | undefined,
  context: CustomizeDescriptionContext
) => string | undefined

/** The functions of one store; each may be left out. */
export interface Customize {
  orderLines?: CustomizeOrderLines
  references?: CustomizeReferences
  description?: CustomizeDescription
}

/** What a function of the store came to. `problem` is a sentence that quotes nothing the function said. */
export type Customized<T> = { value: T } | { problem: string }

/** The same functions, made safe: they never throw, and what they answer is right. */
export interface CheckedCustomize {
  orderLines?: (lines: OrderLine[], context: CustomizeOrderLinesContext) => Customized<OrderLine[]>
  references?: (references: MerchantReferences, context: CustomizeReferencesContext) => Customized<MerchantReferences>
  description?: (note: string | undefined, context: CustomizeDescriptionContext) => Customized<string | undefined>
}
