import type { MerchantReferences } from "../klarna/types"
import { klarnaAddress } from "./address"
import { decimal } from "./money"
import type { OrderForSync } from "./order-fields"
import type { ItemDetail, SellableItem } from "./order-line-input"
import { orderLines } from "./order-lines"
import { merchantReferences, type ReferenceOptions } from "./references"
import { shipmentsOf } from "./shipments"
import { type Target, targetAmount } from "./target-amount"
import type { OrderSnapshot } from "./types"

export interface SnapshotContext {
  klarna_order_id: string
  /** Of the Klarna order, ISO 3166 alpha-2. */
  purchase_country: string
  options: { references: ReferenceOptions; salesTaxCountries: string[] }
  /** References that the merchant typed for this order. */
  overrides?: MerchantReferences
}

/** What a Medusa order says now, in Klarna's terms. Throws NOT_ALLOWED for a currency that Klarna does not have. */
export function orderSnapshot(order: OrderForSync, context: SnapshotContext): OrderSnapshot {
  const target = targetAmount(order, context.klarna_order_id)
  const lines = linesOf(order, target, context)
  return {
    order_id: order.id,
    currency: order.currency_code.toUpperCase(),
    canceled: order.status === "canceled",
    ...target,
    ...lines,
    has_fulfilled_items: hasAny(order, "fulfilled_quantity"),
    has_open_return: hasAny(order, "return_requested_quantity"),
    is_shipped: isShipped(order),
    ...addressesOf(order),
    shipments: shipmentsOf(order, lines.lines),
    references: merchantReferences(context.options.references, order, context.overrides),
  }
}

function linesOf(
  order: OrderForSync,
  target: Target,
  context: SnapshotContext
): Pick<OrderSnapshot, "lines" | "unmappable"> {
  const mapped = orderLines({
    ...order,
    order_total: target.order_total,
    target_amount: target.target_amount,
    currency: order.currency_code,
    country: context.purchase_country,
    sales_tax_countries: context.options.salesTaxCountries,
    balancing_reason: target.target_amount > target.order_total ? "Already charged" : "Paid by other means",
  })
  return "lines" in mapped ? mapped : { lines: [], ...mapped }
}

/** The email goes with the shipping address where there is one: newer Klarna takes no billing address. */
function addressesOf({ shipping_address, billing_address, email }: OrderForSync): Partial<OrderSnapshot> {
  const shipping = klarnaAddress(shipping_address, email)
  const billing = klarnaAddress(billing_address, shipping ? undefined : email)
  return { ...(shipping && { shipping_address: shipping }), ...(billing && { billing_address: billing }) }
}

/** What needs no shipping has left when it is fulfilled. */
function isShipped({ items }: OrderForSync): boolean {
  const all = (items ?? []).filter((item) => item !== null && decimal(item.detail?.quantity).gt(0))
  const gone = (item: SellableItem) =>
    decimal(item.requires_shipping === false ? item.detail?.fulfilled_quantity : item.detail?.shipped_quantity)
  return all.length > 0 && all.every((item) => item !== null && gone(item).gte(decimal(item.detail?.quantity)))
}

const hasAny = ({ items }: OrderForSync, quantity: keyof ItemDetail): boolean =>
  (items ?? []).some((item) => decimal(item?.detail?.[quantity]).gt(0))
