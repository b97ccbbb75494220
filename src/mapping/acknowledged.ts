import type { Address, Order } from "../klarna/types"
import { addressFingerprints, linesFingerprint } from "./fingerprint"
import { shippingByRead } from "./parcels"
import { releaseByRead } from "./release"
import type { Acknowledged, WriteKind } from "./types"

/** Which part of what Klarna acknowledged a write may have changed, when nobody heard what became of it. */
export const partToldBy: Partial<Record<string, "lines" | "shipping" | "billing">> = {
  authorization: "lines",
  shipping_address: "shipping",
  billing_address: "billing",
} satisfies Partial<Record<WriteKind, keyof Acknowledged>>

/** The address part of what Klarna has: what was sent with a purchase, or what a read answered. */
export function acknowledgedAddresses(
  { shipping_address, billing_address }: { shipping_address?: Address; billing_address?: Address },
  salt: string
): Pick<Acknowledged, "shipping" | "billing"> {
  // The sync keeps the email in the shipping address where there is one: in the billing address it is no difference.
  const { email: _, ...withoutEmail } = billing_address ?? {}
  const billing = shipping_address ? withoutEmail : billing_address
  return {
    ...(shipping_address && { shipping: addressFingerprints(shipping_address, salt) }),
    ...(billing && billing_address && { billing: addressFingerprints(billing, salt) }),
  }
}

/** What Klarna has, as far as a read shows it. */
export function acknowledgedByRead(order: Order): Acknowledged {
  const released = releaseByRead(order)
  return {
    ...(released && { released }),
    lines: linesFingerprint(order.order_amount, order.order_lines, order.order_id),
    ...acknowledgedAddresses(order, order.order_id),
    ...shippingByRead(order),
  }
}

/** What Klarna was told of parcels is never forgotten, whatever a read shows; of captures the read counts. */
export function keepingParcels(known: Acknowledged, read: Acknowledged): Pick<Acknowledged, "parcels" | "captures"> {
  return { parcels: [...new Set([...(known.parcels ?? []), ...(read.parcels ?? [])])], captures: read.captures }
}
