import type { OrderLine } from "../klarna/types"
import { decimal } from "./money"
import type { OrderForSync, OrderFulfillment } from "./order-fields"
import { shippingInfo } from "./shipping-info"
import type { Shipment } from "./types"

/**
 * What left, or is packed and will, and what comes back with a label: the oldest first. What was cancelled counts for nothing. Klarna is
 * told of goods that left; a return's label is for the customer, so it is told as soon as there is one.
 */
export function shipmentsOf(order: Pick<OrderForSync, "fulfillments" | "returns">, lines: OrderLine[]): Shipment[] {
  const goingOut = live(order.fulfillments).map((each) => shipmentOf(each, lines, false))
  const comingBack = (order.returns ?? [])
    .filter((each) => each !== null && !each.canceled_at)
    .flatMap((each) => live(each?.fulfillments).map((fulfillment) => shipmentOf(fulfillment, lines, true)))
  return [...goingOut, ...comingBack].sort((a, b) => a.packed_at - b.packed_at || (a.id < b.id ? -1 : 1))
}

function shipmentOf(fulfillment: OrderFulfillment, lines: OrderLine[], is_return: boolean): Shipment {
  const hasLeft = Boolean(fulfillment.shipped_at ?? fulfillment.delivered_at)
  return {
    id: fulfillment.id,
    packed_at: timeOf(fulfillment.created_at),
    is_return,
    has_left: hasLeft,
    goods: goodsIn(fulfillment, lines),
    parcels: hasLeft || is_return ? shippingInfo(fulfillment, is_return) : [],
  }
}

/** Per line of the order; of an inventory kit Medusa has an item for each part. */
function goodsIn({ items }: OrderFulfillment, lines: OrderLine[]): Shipment["goods"] {
  const pieces = new Map<string, number>()
  for (const item of items ?? []) {
    if (!item?.line_item_id) continue
    const quantity = decimal(item.quantity).toNumber()
    pieces.set(item.line_item_id, Math.max(pieces.get(item.line_item_id) ?? 0, quantity))
  }
  return [...pieces].map(([line_id, quantity]) => {
    const reference = lines.find(({ merchant_data }) => merchant_data === line_id)?.reference
    return { line_id, quantity, ...(reference && { reference }) }
  })
}

const live = (fulfillments: (OrderFulfillment | null)[] | null | undefined): OrderFulfillment[] =>
  (fulfillments ?? []).filter((each) => each !== null && !each.canceled_at) as OrderFulfillment[]

const timeOf = (at: Date | string | null | undefined): number => (at ? new Date(at).getTime() : 0)
