import { type Refusal, refuse } from "../answers"
import type { StoredOrder, World } from "../state"
import { orderAt } from "./order-at"

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
export const isUuid = (id: string) => uuid.test(id)

/** The merchant's own order as of now. Somebody else's order does not exist. */
export function findOrder(world: World, merchant: string, id: string, consequence = ""): StoredOrder | Refusal {
  if (!isUuid(id)) {
    return refuse(world.switches.invalid_order_id_status, "INVALID_ORDER_ID", "Order ID must be a valid UUID.")
  }
  const stored = world.orders.get(id.toLowerCase())
  if (stored?.merchant === merchant) return orderAt(stored, world.clock.now(), world.switches)
  const message = `Order ${id} cannot be found`
  return refuse(404, "NO_SUCH_ORDER", consequence ? `${message}. ${consequence.replace("{id}", id)}` : message)
}

export const keepOrder = (world: World, stored: StoredOrder) =>
  void world.orders.set(stored.order.order_id.toLowerCase(), stored)
