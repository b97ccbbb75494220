import type { OrderLine, ShippingInfo } from "../klarna/types"
import { parcelTargets } from "./parcel-targets"
import { goodsOfLines, parcelFingerprint } from "./parcels"
import { cut } from "./text"
import type { Fingerprint, KlarnaMirror, KnownCapture, Shipment } from "./types"

type Known = Pick<KlarnaMirror, "klarna_order_id" | "acknowledged" | "captures">

/** A capture that is about to be made. */
const NEXT = "next"

/**
 * The shipments that belong to a capture of these lines. Without lines nobody knows which do: then the parcels are told afterwards.
 */
export function shipmentsOfCapture(
  shipments: Shipment[],
  { captures = [] }: Known,
  order_lines: OrderLine[] | undefined
): Shipment[] {
  if (!order_lines?.length) return []
  const next: KnownCapture = { id: NEXT, amount: 0, at: Infinity, goods: goodsOfLines(order_lines) }
  const targets = parcelTargets(shipments, [...captures, next], true)
  return shipments.filter(({ id }) => targets.get(id) === NEXT)
}

/** Those of the parcels that Klarna does not know yet, each once. */
export function untoldParcels(shipments: Shipment[], known: Known): Map<Fingerprint, ShippingInfo> {
  const told = new Set(known.acknowledged.parcels)
  const parcels = shipments.flatMap((shipment) => shipment.parcels)
  const named = parcels.map((info): [Fingerprint, ShippingInfo] => [
    parcelFingerprint(info, known.klarna_order_id),
    info,
  ])
  return new Map(named.filter(([fingerprint]) => !told.has(fingerprint)))
}

const LIMIT = 255

/** What was captured, in the order's own words: "2 x Shirt, 1 x Mug". */
export function captureDescription(order_lines: OrderLine[]): string | undefined {
  const goods = order_lines.filter(({ type }) => type === "physical" || type === "digital")
  const text = goods.map(({ quantity, name }) => `${quantity} x ${name}`).join(", ")
  return (text.length > LIMIT ? `${cut(text, LIMIT - 2)} …` : text) || undefined
}
