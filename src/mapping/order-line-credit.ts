import type { OrderLine } from "../klarna/types"
import { toMinor } from "./money"
import type { CreditLine, LineContext } from "./order-line-input"
import { REFERENCE_LIMIT } from "./order-line-item"
import { NO_TAX } from "./order-line-tax"
import { clean } from "./text"

/** A credit line or gift card: negative, no tax. Its id changes with every version of the order, so what it refers to names it, and nothing else. */
export function creditLine(credit: CreditLine, { currency }: LineContext): OrderLine {
  const isGiftCard = /gift/i.test(credit.reference ?? "")
  const total = 0 - toMinor(credit.amount, currency)
  return {
    type: total > 0 ? "surcharge" : isGiftCard ? "gift_card" : "store_credit",
    reference: clean(credit.reference_id, REFERENCE_LIMIT) || clean(credit.reference, REFERENCE_LIMIT) || "credit",
    name: total > 0 ? "Credit taken back" : isGiftCard ? "Gift card" : "Store credit",
    quantity: 1,
    unit_price: total,
    total_amount: total,
    total_discount_amount: 0,
    ...NO_TAX,
  }
}
