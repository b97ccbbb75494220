import type { Outcome } from "../../klarna"
import { withRefusal } from "../../mapping/plan-apply"
import type { KlarnaMirror, KlarnaWrite, Refusal } from "../../mapping/types"
import type { KlarnaOrderPatch, KlarnaOrderRow } from "../../modules/klarna/types"

export type Failure = Exclude<Outcome, { type: "accepted" }>

/**
 * A refusal is an outcome: it is remembered with what was asked, so that the same wish is not sent again, and the order is read next,
 * because its state may be the reason. Rejected credentials say nothing about the wish.
 */
export function refusedPatch(
  row: KlarnaOrderRow,
  write: KlarnaWrite,
  failure: Extract<Failure, { type: "refused" }>
): KlarnaOrderPatch {
  if (failure.code === "UNAUTHORIZED") return { doubtful: true }
  const earlier = row.refused as KlarnaMirror["refused"]
  return { doubtful: true, refused: withRefusal(earlier, write, refusalOf(write, failure)) }
}

/** A merchant insisted after Klarna's no, and the weather kept that from Klarna: the old no is history, the next attempt asks again. */
export function overruledPatch(row: KlarnaOrderRow, { kind }: KlarnaWrite): KlarnaOrderPatch | undefined {
  const { [kind]: overruled, ...refused } = row.refused as KlarnaMirror["refused"]
  return overruled && { refused }
}

/** Klarna's no to exactly this content. */
export function refusalOf(
  { fingerprint }: KlarnaWrite,
  { code, messages, correlationId }: Extract<Failure, { type: "refused" }>
): Refusal {
  return { fingerprint, code, messages, correlation_id: correlationId, at: new Date().toISOString() }
}
