import type { OrderLine } from "../klarna/types"
import { type Decimal, decimal } from "./money"
import type { LineContext, SellableItem } from "./order-line-input"
import { lineAmounts, linePrice } from "./order-line-price"
import { lineTax } from "./order-line-tax"
import { clean, cut } from "./text"

const NAME_LIMIT = 255
const URL_LIMIT = 1024
/** Klarna Order Management takes 255, older Klarna Payments 64. */
export const REFERENCE_LIMIT = 64

/** What Medusa calls the only variant of a product: no news to the customer. */
const UNNAMED_VARIANTS = ["default", "default variant", "default option value"]

/** One line per item, in the words of the order's own snapshot: the product may be renamed or gone. */
export function itemLine(item: SellableItem, context: LineContext): OrderLine {
  const quantity = currentQuantity(item)
  const amounts = lineAmounts(item, context)
  const price = linePrice(amounts, quantity.toFixed())
  return {
    type: amounts.total < 0 ? "discount" : item.requires_shipping === false ? "digital" : "physical",
    reference: clean(item.variant_sku, REFERENCE_LIMIT) || clean(item.variant_id ?? item.id, REFERENCE_LIMIT),
    name: itemName(item, quantity.eq(price.quantity) ? "" : ` × ${quantity.toFixed()}`),
    ...price,
    ...lineTax(price.total_amount, item.tax_lines, item.tax_total, context),
    merchant_data: item.id,
    ...(isPicture(item.thumbnail) && { image_url: item.thumbnail }),
  }
}

/**
 * What the customer keeps, as Medusa's totals count it: received and dismissed returns are off, requested ones are not.
 * A written off item is not subtracted there; when it came back damaged it is also dismissed.
 * Source: @medusajs/utils/dist/totals/line-item.
 */
export const currentQuantity = ({ quantity, detail }: SellableItem): Decimal =>
  decimal(detail?.quantity ?? quantity)
    .minus(decimal(detail?.return_received_quantity))
    .minus(decimal(detail?.return_dismissed_quantity))

function itemName(item: SellableItem, suffix: string): string {
  const title = clean(item.product_title, NAME_LIMIT) || clean(item.title, NAME_LIMIT) || "Item"
  const variant = clean(item.variant_title, NAME_LIMIT)
  const isNews = variant && variant !== title && !UNNAMED_VARIANTS.includes(variant.toLowerCase())
  return cut(isNews ? `${title} - ${variant}` : title, NAME_LIMIT - suffix.length).trimEnd() + suffix
}

const isPicture = (url: string | null | undefined): url is string =>
  /^https?:\/\/\S+$/.test(url ?? "") && url!.length <= URL_LIMIT
