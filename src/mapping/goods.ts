import type { OrderLine } from "../klarna/types"
import type { CapturableGoods } from "./capture-lines"
import { decimal, toMinor } from "./money"
import type { OrderForSync } from "./order-fields"
import type { ItemDetail } from "./order-line-input"
import { orderSnapshot, type SnapshotContext } from "./order-snapshot"
import type { RefundableGoods } from "./refund-lines"
import type { OrderSnapshot } from "./types"

/** What an order says of its goods, beside the lines of earlier captures and refunds, which the ledger knows. */
export type Goods = Omit<CapturableGoods, "captured"> &
  Pick<RefundableGoods, "returned" | "return_fee" | "country"> &
  Pick<OrderSnapshot, "shipments">

export function goodsOf(order: OrderForSync, context: SnapshotContext): Goods {
  const { lines, shipments } = orderSnapshot(order, context)
  return {
    shipments,
    lines,
    fulfilled: piecesOf(order, lines, "fulfilled_quantity"),
    shipped: piecesOf(order, lines, "shipped_quantity"),
    returned: piecesOf(order, lines, "return_received_quantity"),
    return_fee: returnFee(order),
    country: context.purchase_country,
  }
}

/** In pieces of Klarna's lines: what cannot be counted in whole pieces is one piece, which went when all of it went. */
export function piecesOf(order: OrderForSync, lines: OrderLine[], what: keyof ItemDetail): Record<string, number> {
  const items = (order.items ?? []).filter((item) => item !== null)
  const entries = items.map(({ id, quantity, detail }) => {
    const all = decimal(detail?.quantity ?? quantity)
    const moved = decimal(detail?.[what])
    const pieces = lines.find(({ merchant_data }) => merchant_data === id)?.quantity
    return [id, moved.gte(all) ? Math.max(pieces ?? 0, all.toNumber()) : all.isInteger() ? moved.toNumber() : 0]
  })
  return Object.fromEntries(entries)
}

/** What the customer pays for sending goods back, minor units. */
const returnFee = ({ shipping_methods, currency_code }: OrderForSync): number =>
  (shipping_methods ?? [])
    .filter((method) => method?.detail?.return_id)
    .reduce((sum, method) => sum + toMinor(method?.total, currency_code), 0)
