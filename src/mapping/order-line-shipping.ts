import type { OrderLine } from "../klarna/types"
import type { LineContext, ShippingMethod } from "./order-line-input"
import { REFERENCE_LIMIT } from "./order-line-item"
import { lineAmounts, linePrice } from "./order-line-price"
import { lineTax } from "./order-line-tax"
import { clean } from "./text"

/** One line per shipping method, free ones included. The option names it, because its id outlives the checkout. */
export function shippingLine(method: ShippingMethod, context: LineContext): OrderLine {
  const price = linePrice(lineAmounts(method, context), 1)
  return {
    type: price.total_amount < 0 ? "discount" : "shipping_fee",
    reference: clean(method.shipping_option_id, REFERENCE_LIMIT) || clean(method.name, REFERENCE_LIMIT) || "shipping",
    name: clean(method.name, 255) || "Shipping",
    ...price,
    ...lineTax(price.total_amount, method.tax_lines, method.tax_total, context),
    merchant_data: method.id,
  }
}
