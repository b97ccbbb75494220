import type { Order } from "../../klarna/types"
import { orderAt } from "../order-management/order-at"
import { readOrder } from "../order-management/read"
import { type RiskAnswer, riskAnswer, type StoredOrder, type World } from "../state"

/** Everything about an order: what Klarna's read answers, and what it keeps to itself. */
export interface OrderState extends Order, Omit<StoredOrder, "order" | "risk"> {
  risk: { increase: RiskAnswer; address: RiskAnswer }
}

export function orderState(stored: StoredOrder, world: World): OrderState {
  const now = orderAt(stored, world.clock.now(), world.switches)
  const { order: _order, ...rest } = now
  return {
    ...readOrder(now),
    ...rest,
    risk: { increase: riskAnswer(now, "increase"), address: riskAnswer(now, "address") },
  }
}
