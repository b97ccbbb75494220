import type { Order, OrderLine, ShippingInfo } from "../klarna/types"
import { contentFingerprint } from "./fingerprint"
import { keyOfLine } from "./line-parts"
import type { Fingerprint, KlarnaMirror, KnownCapture } from "./types"

/**
 * Names a parcel by its tracking number, without one by its address. Klarna appends what it is told: a carrier or a link that is filled
 * in later would show the same parcel twice.
 */
export function parcelFingerprint(parcel: ShippingInfo, salt: string): Fingerprint {
  const out = identity(parcel.tracking_number, parcel.tracking_uri)
  const back = identity(parcel.return_tracking_number, parcel.return_tracking_uri)
  return contentFingerprint("parcel", { out, back }, salt)
}

const identity = (number = "", uri = "") => number.replace(/[\s-]/g, "").toUpperCase() || uri.trim()

/** What a read of Klarna's order shows of parcels and captures. */
export function shippingByRead({ order_id, shipping_info, captures }: Order) {
  const parcels = [...(shipping_info ?? []), ...captures.flatMap((capture) => capture.shipping_info ?? [])]
  return {
    parcels: [...new Set(parcels.map((parcel) => parcelFingerprint(parcel, order_id)))],
    captures: captures.map((capture) =>
      knownCapture(capture.capture_id, capture.captured_amount, capture.captured_at, capture.order_lines)
    ),
  }
}

/** A capture or a shipping call of ours that Klarna accepted, as the ledger keeps it. */
export interface AcceptedOperation {
  kind: string
  result_id: string | null
  finished_at: Date | null
  asked: Record<string, unknown>
}

/** The mirror with what the ledger knows beside it: the provider captures without the sync's claim, and without a read. */
export function withAccepted<Known extends Pick<KlarnaMirror, "acknowledged">>(
  mirror: Known,
  accepted: AcceptedOperation[]
): Known & Pick<KlarnaMirror, "captures"> {
  const { acknowledged } = mirror
  const parcels = new Set([...(acknowledged.parcels ?? []), ...accepted.flatMap(({ asked }) => toldBy(asked))])
  const known = new Map((acknowledged.captures ?? []).map((capture) => [capture.id, capture]))
  for (const capture of accepted.flatMap(captureMade)) known.set(capture.id, { ...capture, ...known.get(capture.id) })
  return {
    ...mirror,
    acknowledged: { ...acknowledged, parcels: [...parcels] },
    captures: [...known.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)),
  }
}

/** The parcels that went along, by their fingerprints; with a capture that others made, none. */
export const toldBy = ({ told, made_elsewhere }: Record<string, unknown>): Fingerprint[] =>
  Array.isArray(told) && !made_elsewhere ? (told as Fingerprint[]) : []

function captureMade({ kind, result_id, finished_at, asked }: AcceptedOperation): KnownCapture[] {
  if (kind !== "capture" || !result_id) return []
  return [
    knownCapture(result_id, Number(asked.captured_amount), finished_at, asked.order_lines as OrderLine[] | undefined),
  ]
}

function knownCapture(
  id: string,
  amount: number,
  at: Date | string | null | undefined,
  lines: OrderLine[] | null | undefined
): KnownCapture {
  const known = { id, amount, at: at ? new Date(at).getTime() : 0 }
  return lines?.length ? { ...known, goods: goodsOfLines(lines) } : known
}

export function goodsOfLines(lines: OrderLine[]): Record<string, number> {
  const goods: Record<string, number> = {}
  for (const line of lines) goods[keyOfLine(line)] = (goods[keyOfLine(line)] ?? 0) + line.quantity
  return goods
}
