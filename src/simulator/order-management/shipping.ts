import type { Capture, ShippingInfo } from "../../klarna/types"
import { type Refusal, refuse } from "../answers"
import type { StoredOrder } from "../state"
import { type Circumstances, type Decide, type Verdict, withOrder } from "./verdict"

interface Parcels {
  shipping_info: ShippingInfo[]
}

/** Appends to the order, before it is captured. */
export const addOrderShipping = (stored: StoredOrder, { shipping_info }: Parcels): Verdict => ({
  stored: withOrder(stored, { shipping_info: [...(stored.order.shipping_info ?? []), ...shipping_info] }),
})

/** Appends to one capture. */
export function addCaptureShipping(stored: StoredOrder, { shipping_info }: Parcels, at: Circumstances): Verdict {
  const refused = missingCapture(stored, at)
  if (refused) return refused
  const append = (one: Capture): Capture =>
    one.capture_id === at.capture_id ? { ...one, shipping_info: [...(one.shipping_info ?? []), ...shipping_info] } : one
  return { stored: withOrder(stored, { captures: stored.order.captures.map(append) }) }
}

/** Klarna mails the customer once more. */
export const triggerSendOut: Decide = (stored, _body, at) => {
  const refused = missingCapture(stored, at)
  if (refused) return refused
  const id = String(at.capture_id)
  return { stored: { ...stored, send_outs: { ...stored.send_outs, [id]: (stored.send_outs[id] ?? 0) + 1 } } }
}

/** For operations on one capture: 403 when there is none at all, 404 when there is no such one. */
export function missingCapture({ order }: StoredOrder, { capture_id }: Circumstances): Refusal | undefined {
  if (!order.captures.length) return refuse(403, "NOT_ALLOWED", "Order has no captures.")
  if (order.captures.some((one) => one.capture_id === capture_id)) return undefined
  return noSuchCapture(capture_id)
}

export const noSuchCapture = (id: string | undefined) => refuse(404, "NO_SUCH_CAPTURE", `Capture ${id} cannot be found`)
