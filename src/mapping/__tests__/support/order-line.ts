import type { OrderLine } from "../../../klarna/types"

/** A line with 25 % tax in its price. */
export const aLine = (id: string, quantity: number, unit_price: number, more: Partial<OrderLine> = {}): OrderLine => ({
  name: id,
  reference: `sku-${id}`,
  merchant_data: id,
  quantity,
  unit_price,
  total_amount: quantity * unit_price,
  tax_rate: 2500,
  total_tax_amount: (quantity * unit_price) / 5,
  ...more,
})
