import type { CheckedCustomize } from "../klarna/customize"
import type { MerchantReferences } from "../klarna/types"
import { klarnaAddress } from "./address"
import { customizedLines, customizedReferences } from "./customize"
import { decimal } from "./money"
import type { OrderForSync } from "./order-fields"
import type { ItemDetail, SellableItem } from "./order-line-input"
import { orderLines } from "./order-lines"
import { merchantReferences, type ReferenceOptions, withTyped } from "./references"
import { shipmentsOf } from "./shipments"
import { type Target, targetAmount } from "./target-amount"
import type { OrderSnapshot } from "./types"

export interface SnapshotContext {
  klarna_order_id: string
  /** Of the Klarna order, ISO 3166 alpha-2. */
  purchase_country: string
  options: { references: ReferenceOptions; salesTaxCountries: string[]; customize?: CheckedCustomize }
  /** References that the merchant typed for this order. */
  overrides?: MerchantReferences
}

/** What a Medusa order says now, in Klarna's terms. Throws NOT_ALLOWED for a currency that Klarna does not have. */
export function orderSnapshot(order: OrderForSync, context: SnapshotContext): OrderSnapshot {
  const target = targetAmount(order, context.klarna_order_id)
  const { lines, unmappable, failed } = linesOf(order, target, context)
  const references = referencesOf(order, context)
  return {
    order_id: order.id,
    currency: order.currency_code.toUpperCase(),
    canceled: order.status === "canceled",
    ...target,
    lines,
    ...(unmappable && { unmappable }),
    ...failuresOf(failed, references.failed),
    has_fulfilled_items: hasAny(order, "fulfilled_quantity"),
    has_open_return: hasAny(order, "return_requested_quantity"),
    is_shipped: isShipped(order),
    ...addressesOf(order),
    shipments: shipmentsOf(order, lines),
    references: references.wanted,
  }
}

function linesOf(
  order: OrderForSync,
  target: Target,
  context: SnapshotContext
): Pick<OrderSnapshot, "lines" | "unmappable"> & { failed?: string } {
  const { purchase_country: country, options } = context
  const own = orderLines({
    ...order,
    order_total: target.order_total,
    target_amount: target.target_amount,
    currency: order.currency_code,
    country,
    sales_tax_countries: options.salesTaxCountries,
    balancing_reason: target.target_amount > target.order_total ? "Already charged" : "Paid by other means",
  })
  const made = customizedLines(own, options.customize, {
    ...order,
    source: "order",
    country,
    amount: target.target_amount,
  })
  if ("failed" in made) return { lines: [], unmappable: made.failed, failed: made.failed }
  return "lines" in made ? made : { lines: [], ...made }
}

/** What the merchant typed goes before everything; where the store's function fails, only that is told. */
function referencesOf(
  order: OrderForSync,
  { options, overrides }: SnapshotContext
): { wanted: MerchantReferences; failed?: string } {
  const made = customizedReferences(merchantReferences(options.references, order), options.customize, order)
  return "failed" in made
    ? { wanted: withTyped({}, overrides), failed: made.failed }
    : { wanted: withTyped(made.references, overrides) }
}

const failuresOf = (lines: string | undefined, references: string | undefined): Partial<OrderSnapshot> =>
  lines || references ? { customization_failed: { ...(lines && { lines }), ...(references && { references }) } } : {}

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
