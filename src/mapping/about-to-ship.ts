import type { OrderForSync } from "./order-fields"
import type { Readable } from "./next-read"

/** What was read of Klarna so recently is good enough to ship by. */
const FRESH_MS = 3600_000

/**
 * Goods were packed, and what we know of Klarna's order was an hour old or more by then: it may have been cancelled or stopped since.
 * Said by the fulfilment itself and not by its event, which may get lost.
 */
export function isAboutToShipUnseen(
  { fulfillments }: Pick<OrderForSync, "fulfillments">,
  { status, read_at }: Pick<Readable, "status" | "read_at">
): boolean {
  if (status !== "AUTHORIZED" && status !== "PART_CAPTURED") return false
  const known = (read_at?.getTime() ?? 0) + FRESH_MS
  return (fulfillments ?? []).some((each) => each && !each.canceled_at && timeOf(each.created_at) > known)
}

const timeOf = (at: Date | string | null | undefined): number => (at ? new Date(at).getTime() : 0)
