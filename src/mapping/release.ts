import { contentFingerprint } from "./fingerprint"
import type { Order } from "../klarna/types"
import type { Fingerprint, KlarnaMirror, KlarnaWrite } from "./types"

/*
 * What releasing does to Klarna's `order_amount` and `status` is not documented: so that it happened is remembered, not computed.
 */

export function releaseWrite({ captured_amount, klarna_order_id }: KlarnaMirror): KlarnaWrite {
  return { kind: "release", fingerprint: releaseOf(captured_amount, klarna_order_id) }
}

/** A release that a read shows, also one that somebody made in Klarna's portal. */
export const releaseByRead = (order: Order): Fingerprint | undefined =>
  order.captured_amount > 0 && order.remaining_authorized_amount === 0 && order.order_amount > order.captured_amount
    ? releaseOf(order.captured_amount, order.order_id)
    : undefined

const releaseOf = (captured_amount: number, klarna_order_id: string): Fingerprint =>
  contentFingerprint("release", { captured_amount }, klarna_order_id)

/** What was not captured has been given up: Klarna guarantees no more than it captured. */
export const isReleased = (mirror: KlarnaMirror): boolean =>
  mirror.acknowledged.released !== undefined && mirror.acknowledged.released === releaseWrite(mirror).fingerprint
