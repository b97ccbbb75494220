import type { CheckedCustomize, CustomizeItem, CustomizeOrderLinesContext } from "../klarna/customize"
import type { MerchantReferences } from "../klarna/types"
import type { SellableItem } from "./order-line-input"
import type { Lines } from "./order-lines"
import type { ReferencedOrder } from "./references"

/** What the store's functions came to; `failed`: a sentence about the function that did not answer as it should. */
export type CustomizedLines = Lines | { failed: string }

interface Sold {
  id: string
  currency_code: string
  metadata?: Record<string, unknown> | null
  items?: (SellableItem | null)[] | null
}

/** The lines as the store wants them; the plugin's own where it has no wish. */
export function customizedLines(
  own: Lines,
  { orderLines }: CheckedCustomize = {},
  sold: Sold & Pick<CustomizeOrderLinesContext, "source" | "country" | "amount">
): CustomizedLines {
  if (!orderLines || "unmappable" in own || own.lines.length === 0) return own
  const { source, id, currency_code, country, amount, metadata, items } = sold
  const made = orderLines(own.lines, {
    source,
    id,
    currency: currency_code.toUpperCase(),
    country: country.toUpperCase(),
    amount,
    items: (items ?? []).filter((item) => item !== null).map(itemOf),
    metadata: metadata ?? {},
  })
  return "value" in made ? { lines: made.value } : { failed: made.problem }
}

/** By the options, then as the store's function wants them. */
export function customizedReferences(
  own: MerchantReferences,
  { references }: CheckedCustomize = {},
  { id, display_id, custom_display_id, metadata }: ReferencedOrder
): { references: MerchantReferences } | { failed: string } {
  if (!references) return { references: own }
  const order = { order_id: id, display_id: String(custom_display_id ?? display_id ?? ""), metadata: metadata ?? {} }
  const made = references(own, order)
  return "value" in made ? { references: made.value } : { failed: made.problem }
}

const itemOf = (item: SellableItem): CustomizeItem => ({
  id: item.id,
  title: item.title ?? null,
  product_title: item.product_title ?? null,
  variant_title: item.variant_title ?? null,
  variant_sku: item.variant_sku ?? null,
  variant_id: item.variant_id ?? null,
  product_id: item.product_id ?? null,
  metadata: item.metadata ?? {},
})
