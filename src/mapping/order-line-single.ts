import type { OrderLine } from "../klarna/types"
import { NO_TAX } from "./order-line-tax"

/** A line that is nothing but an amount (minor units) with a name: tax, rounding, balance. */
export const singleLine = (type: OrderLine["type"], reference: string, name: string, amount: number): OrderLine => ({
  type,
  reference,
  name,
  quantity: 1,
  unit_price: amount,
  total_amount: amount,
  total_discount_amount: 0,
  ...NO_TAX,
})

/** A surcharge where the amount is positive, a discount where it is not. */
export const signedLine = (reference: string, name: string, amount: number): OrderLine =>
  singleLine(amount > 0 ? "surcharge" : "discount", reference, name, amount)
