import type { StoredOrder } from "../state"
import type { Refusal } from "../answers"
import type { Switches } from "../switches"

/** What a decision may know besides the order and the request. */
export interface Circumstances {
  now: Date
  switches: Switches
  /** A fresh id for what is made. */
  id: string
  /** The capture named in the path. */
  capture_id?: string
}

export interface Accepted {
  stored: StoredOrder
  /** What was made: its id goes into the headers, and the status is 201. */
  created?: "capture" | "refund"
}

export type Verdict = Accepted | Refusal

/** Order, request and circumstances in; the order afterwards or a refusal out. Nothing else is touched. */
export type Decide<Body = unknown> = (stored: StoredOrder, body: Body, at: Circumstances) => Verdict

/** The same order with other wire fields. */
export const withOrder = (stored: StoredOrder, change: Partial<StoredOrder["order"]>): StoredOrder => ({
  ...stored,
  order: { ...stored.order, ...change },
})
