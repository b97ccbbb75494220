import type { OrderStatus } from "../klarna/types"

/** Klarna ends an authorisation at midnight UTC, and is given a moment to say so. https://docs.klarna.com/order-management/ */
const EXPIRED_BY_NOW_MS = 10 * 60_000
/** A look whose time is over already (Klarna did not answer, or has not ended the order yet) is made up for a day later. */
const MADE_UP_FOR_MS = 24 * 3600_000
/** So long after the purchase goods come back and money is given back in Klarna's portal; later nobody looks by himself. */
const RETURNS_END_MS = 90 * 24 * 3600_000
const DAY_MS = 24 * 3600_000

/** What is known of a Klarna order that may be looked at again. */
export interface Readable {
  status: OrderStatus | null
  expires_at: Date | null
  read_at: Date | null
  created_at: Date
}

/**
 * When a look at Klarna's order is worth a call although nobody changed anything: Klarna tells nobody of what is done in its portal, nor
 * of expiry. Null: never, nothing can happen to it any more that Medusa should know. `everyDays` 0: only at expiry. `daysBefore`: so
 * long before expiry something is to be done or said.
 */
export function nextRead(order: Readable, everyDays: number, now: Date, daysBefore: number[] = []): Date | null {
  const planned = [...atExpiry(order), ...beforeExpiry(order, daysBefore), ...slowly(order, everyDays, now)]
  const moments = planned.map((moment) => orMadeUpFor(moment, now))
  return moments.length ? new Date(Math.min(...moments)) : null
}

const isOpen = ({ status }: Readable) => status === "AUTHORIZED" || status === "PART_CAPTURED"

const atExpiry = (order: Readable): number[] =>
  isOpen(order) && order.expires_at ? [order.expires_at.getTime() + EXPIRED_BY_NOW_MS] : []

/** Each once: a look since then has seen to it. */
function beforeExpiry(order: Readable, daysBefore: number[]): number[] {
  const { expires_at, read_at } = order
  if (!isOpen(order) || !expires_at || !read_at) return []
  const moments = daysBefore.filter((days) => days > 0).map((days) => expires_at.getTime() - days * DAY_MS)
  return moments.filter((moment) => moment > read_at.getTime())
}

function slowly(order: Readable, everyDays: number, now: Date): number[] {
  if (!everyDays || !order.read_at) return []
  const mayBeRefunded = order.status === "CAPTURED" && now.getTime() - order.created_at.getTime() < RETURNS_END_MS
  return isOpen(order) || mayBeRefunded ? [order.read_at.getTime() + everyDays * DAY_MS] : []
}

const orMadeUpFor = (moment: number, now: Date): number =>
  moment > now.getTime() ? moment : now.getTime() + MADE_UP_FOR_MS
