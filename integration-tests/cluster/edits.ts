import type { Pool } from "pg"
import type { Shop } from "../demo/shop"
import type { PaidOrder } from "../processes/copy-orders"
import { HttpError } from "../store/http"
import { waitFor } from "../store/wait-for"

/** An order whose Mugs are counted anew by edits, with what that comes to (minor units). */
export interface EditedOrder extends PaidOrder {
  mugLine: string
  /** How many there shall be in the end. */
  mugs: number
  edits: number
}

const REST = 15_000
const MUG = 4_000

/** A Shirt, its delivery, and the Mugs. */
export const totalOf = ({ mugs }: EditedOrder): number => REST + mugs * MUG

export async function editable(database: Pool, orders: PaidOrder[]): Promise<EditedOrder[]> {
  const { rows } = await database.query<{ order_id: string; item_id: string }>(
    `SELECT item.order_id, item.item_id FROM order_item AS item JOIN order_line_item AS line ON line.id = item.item_id
      WHERE line.product_title = 'Mug' AND item.order_id = ANY($1)`,
    [orders.map(({ id }) => id)]
  )
  const lines = new Map(rows.map(({ order_id, item_id }) => [order_id, item_id]))
  return orders.map((order) => ({ ...order, mugLine: lines.get(order.id)!, mugs: 2, edits: 0 }))
}

/**
 * A merchant counts the Mugs anew. When the instance dies meanwhile, nobody knows how far it came: the merchant gives up what is open and
 * does it again, at whatever `instance` answers then.
 */
export async function editMugs(order: EditedOrder, mugs: number, instance: () => Shop | Promise<Shop>): Promise<void> {
  order.mugs = mugs
  order.edits++
  try {
    await edit(await instance(), order)
  } catch (error) {
    if (error instanceof HttpError) throw error
    order.edits++
    const again = async () => editAgain(await instance(), order)
    await waitFor(again, { timeout: 120_000, every: 1000, what: `an edit of order ${order.id}` })
  }
}

async function editAgain(shop: Shop, order: EditedOrder): Promise<true> {
  await shop.admin.delete(`/admin/order-edits/${order.id}`).catch(() => undefined)
  await edit(shop, order)
  return true
}

async function edit({ admin }: Shop, { id, mugLine, mugs }: EditedOrder): Promise<void> {
  await admin.post("/admin/order-edits", { order_id: id })
  await admin.post(`/admin/order-edits/${id}/items/item/${mugLine}`, { quantity: mugs })
  await admin.post(`/admin/order-edits/${id}/confirm`)
}
