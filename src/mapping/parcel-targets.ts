import type { KnownCapture, Shipment } from "./types"

/** The capture that a shipment's parcels are told for; undefined: the order. */
export type Targets = Map<string, string | undefined>

interface Open {
  capture: KnownCapture
  /** Pieces that no earlier shipment took. */
  left: Record<string, number>
}

/**
 * To which capture each shipment belongs. By what is in it: the capture with most of its pieces, the oldest of those that have as many;
 * each piece counts once, so that two parcels with one shirt each find two captures of one shirt each. Where the goods are in no capture:
 * of the captures without lines the first since the goods were packed, else the last; where there is none of those, the order, as long
 * as anything can still be captured, else the last capture.
 */
export function parcelTargets(shipments: Shipment[], captures: KnownCapture[], canStillCapture: boolean): Targets {
  const open = captures.map((capture): Open => ({ capture, left: { ...capture.goods } }))
  const whole = captures.map((capture): Open => ({ capture, left: { ...capture.goods } }))
  return new Map(
    shipments.map((shipment) => {
      // What comes back takes nothing away from what went out.
      const found = shipment.is_return ? bestOf(shipment, whole) : (take(shipment, open) ?? bestOf(shipment, whole))
      return [shipment.id, (found?.capture ?? guess(shipment, captures, canStillCapture))?.id]
    })
  )
}

function take(shipment: Shipment, open: Open[]): Open | undefined {
  const best = bestOf(shipment, open)
  for (const good of best ? shipment.goods : []) {
    const key = keyIn(best!, good)
    if (key) best!.left[key] -= Math.min(best!.left[key], good.quantity)
  }
  return best
}

function bestOf(shipment: Shipment, open: Open[]): Open | undefined {
  const scored = open.map((each) => ({ each, pieces: piecesIn(each, shipment) }))
  const most = Math.max(0, ...scored.map(({ pieces }) => pieces))
  return most > 0 ? scored.find(({ pieces }) => pieces === most)?.each : undefined
}

const piecesIn = (open: Open, { goods }: Shipment): number =>
  goods.reduce((sum, good) => sum + Math.min(open.left[keyIn(open, good) ?? ""] ?? 0, good.quantity), 0)

/** A capture made in Klarna's portal names lines by their reference. */
const keyIn = ({ left }: Open, { line_id, reference }: Shipment["goods"][number]): string | undefined =>
  [line_id, reference].find((key) => key !== undefined && key in left)

function guess({ packed_at }: Shipment, captures: KnownCapture[], canStillCapture: boolean): KnownCapture | undefined {
  const withoutLines = captures.filter(({ goods }) => !goods)
  const candidates = withoutLines.length || canStillCapture ? withoutLines : captures
  return candidates.find(({ at }) => at >= packed_at) ?? candidates[candidates.length - 1]
}
