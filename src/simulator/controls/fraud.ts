import { z } from "zod"
import { fillPlaceholders } from "../callbacks"
import { keepOrder } from "../order-management/find-order"
import { withOrder } from "../order-management/verdict"
import { captureAll } from "../payments/create-order"
import type { StoredOrder, World } from "../state"

export const fraudBody = z.strictObject({ status: z.enum(["ACCEPTED", "REJECTED", "STOPPED"]) })
type FraudDecision = z.infer<typeof fraudBody>["status"]

/** Klarna has decided, and tells the merchant. A rejected order waits four hours for a capture at own risk. */
export function decideFraud(world: World, stored: StoredOrder, status: FraudDecision): void {
  keepOrder(world, afterDecision(world, stored, status))
  const { order_id } = stored.order
  const url = fillPlaceholders(stored.merchant_urls.notification, { "{order.id}": order_id })
  world.callbacks.post(url, { order_id, event_type: `FRAUD_RISK_${status}` }, world.clock.now())
}

function afterDecision(world: World, stored: StoredOrder, fraud_status: FraudDecision): StoredOrder {
  const now = world.clock.now()
  const decided = withOrder(stored, { fraud_status })
  const untouched = stored.order.status === "AUTHORIZED"
  if (fraud_status === "ACCEPTED") {
    const accepted = { ...decided, rejected_at: undefined }
    return untouched && stored.auto_capture ? captureAll(accepted, now, world) : accepted
  }
  if (fraud_status === "STOPPED" || !untouched) return decided
  if (world.switches.rejected_order === "cancel_now") {
    return withOrder(decided, { status: "CANCELLED", remaining_authorized_amount: 0 })
  }
  return { ...decided, rejected_at: now.toISOString() }
}
