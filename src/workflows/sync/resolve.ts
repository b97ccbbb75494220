import {
  closeOperation,
  hasHappened,
  isOnItsWay,
  mayHappenUntil,
  mayStillHappen,
  type Operation,
  resolveMoneyOperation,
  unresolvedOperation,
} from "../../ledger"
import type { Order } from "../../klarna/types"
import { acknowledgedByRead, partToldBy } from "../../mapping/acknowledged"
import { withLate } from "../../mapping/late"
import { shippingByRead, toldBy } from "../../mapping/parcels"
import type { Acknowledged, KlarnaWrite } from "../../mapping/types"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { type Read, readKlarna } from "./read-klarna"
import type { ConnectedRun } from "./types"

/** Klarna forgets a key after 24 hours; an hour is kept in hand. */
const KEY_LIFE_MS = 23 * 3600_000
/** After this many sends of a row the order is read instead: an error may be what Klarna replays under the key. */
const REPEATS = 3

export type Resolution =
  /** Nothing is unresolved (any more). The row may have been read anew. */
  | { next: "plan"; row: KlarnaOrderRow }
  /** The same wish still: send it again under its own key. */
  | { next: "repeat"; operation: Operation; write: KlarnaWrite }
  /** The provider is in the middle of something, or Klarna may be. */
  | { next: "wait" }
  | { next: "failed"; failure: Extract<Read, { failure: unknown }>["failure"] }

/**
 * At most one write per Klarna order has no known end; it gets one before anything newer goes out. `wishes` is what the plan would send
 * now: an unresolved row of the same content is repeated, any other is looked up at Klarna and closed. An older state is never sent
 * after a newer one.
 */
export async function resolveUnfinished(
  run: ConnectedRun,
  row: KlarnaOrderRow,
  wishes: KlarnaWrite[]
): Promise<Resolution> {
  const operation = await unresolvedOperation(run.knex, row.klarna_order_id)
  if (!operation) return { next: "plan", row }
  // The provider works without our claim.
  const isMoney = operation.kind === "capture" || operation.kind === "refund"
  if (isMoney && isOnItsWay(operation)) return { next: "wait" }

  const write = wishes.find((wish) => wish.kind === operation.kind && wish.fingerprint === operation.fingerprint)
  if (write && operation.attempts < REPEATS && ageOf(operation) < KEY_LIFE_MS)
    return { next: "repeat", operation, write }
  if (!operation.sent_at) {
    await closeOperation(run.knex, operation, "superseded")
    return { next: "plan", row }
  }
  return lookUp(run, row, operation)
}

async function lookUp(run: ConnectedRun, row: KlarnaOrderRow, operation: Operation): Promise<Resolution> {
  const read = await readKlarna(run, row)
  if ("failure" in read) return { next: "failed", failure: read.failure }
  if (operation.kind === "capture" || operation.kind === "refund") {
    const end = await resolveMoneyOperation(run.knex, operation, read.order)
    if (end === "unknown") return { next: "wait" }
    return { next: "plan", row: { ...read.row, doubtful: true } }
  }
  const happened = hasHappened(operation, read.order) || knowsParcelsOf(operation, read.order)
  // Klarna appends: a second call while the first may still be under way would show the same parcels twice.
  if (operation.kind === "shipping_info" && !happened && mayStillHappen(operation)) return { next: "wait" }
  await closeOperation(run.knex, operation, happened ? "accepted" : "superseded")
  return { next: "plan", row: await forgetDoubtful(run, read.row, operation, read.order, happened) }
}

function knowsParcelsOf({ kind, asked }: Operation, order: Order): boolean {
  const { parcels } = shippingByRead(order)
  return kind === "shipping_info" && toldBy(asked).every((each) => parcels.includes(each))
}

/**
 * What was in doubt is compared with Klarna's own answer from now on, not with what we believed it had; and once more, when Klarna can no
 * longer be at it.
 */
async function forgetDoubtful(
  run: ConnectedRun,
  row: KlarnaOrderRow,
  operation: Operation,
  order: Order,
  happened: boolean
) {
  const read = acknowledgedByRead(order)
  const part = partToldBy[operation.kind]
  const known = { ...(row.acknowledged as Acknowledged), ...(part && { [part]: read[part] }) }
  const isLate = !happened && mayStillHappen(operation)
  const acknowledged = isLate ? withLate(known, operation.kind, mayHappenUntil(operation)) : known
  return (await run.klarna.store(row, run.token, { acknowledged })) ?? row
}

const ageOf = ({ created_at }: Operation): number => Date.now() - created_at.getTime()
