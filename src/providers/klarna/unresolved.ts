import { MedusaError } from "@medusajs/framework/utils"
import { type KlarnaClient, LONGEST_CALL_MS } from "../../klarna"
import {
  closeOperation,
  hasHappened,
  type Intent,
  isOnItsWay,
  mayHappenUntil,
  mayStillHappen,
  noteDoubt,
  openOperation,
  type Operation,
  resolveMoneyOperation,
  UnresolvedOperationError,
} from "../../ledger"
import { partToldBy } from "../../mapping/acknowledged"
import { moneyError } from "./errors"
import type { ProviderRoom } from "./room"
import { sendMoney } from "./send-money"

/** No call is on its way for longer. */
const PATIENCE_MS = LONGEST_CALL_MS + 5_000
const LOOK_AGAIN_MS = 150

/**
 * Opens a ledger row for a capture or refund. A write of this order that is on its way is waited for; one whose answer was lost is
 * looked up at Klarna first, so that nothing is captured or refunded twice.
 * @throws MedusaError (400) when others keep writing, KlarnaError when Klarna cannot be read
 */
export async function openMoneyOperation(room: ProviderRoom, client: KlarnaClient, intent: Intent): Promise<Operation> {
  const patientUntil = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      return await openOperation(room.knex, intent)
    } catch (error) {
      if (!(error instanceof UnresolvedOperationError)) throw error
      if (!(await makeWay(room, client, error.operation, intent))) {
        if (Date.now() > patientUntil) throw stillUnresolved(error.operation)
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
      }
    }
  }
}

/** @returns true when the blocking row was resolved; false when it is on its way and worth waiting for. */
async function makeWay(
  room: ProviderRoom,
  client: KlarnaClient,
  blocking: Operation,
  intent: Intent
): Promise<boolean> {
  const { knex } = room
  if (isOnItsWay(blocking)) return false
  const { data: order } = await client.orders.read(blocking.klarna_order_id as string)
  if (blocking.kind === "capture" || blocking.kind === "refund") {
    const end = await resolveMoneyOperation(knex, blocking, order)
    if (end === "unknown") await repeatSame(room, client, blocking, intent)
    return true
  }
  // A change of the sync's: looked up here, so that the merchant need not wait for its schedule; the sync plans anew from what it reads.
  // The doubt first: a row that is closed looks certain to a sync that comes by.
  const happened = hasHappened(blocking, order)
  const isLate = !happened && mayStillHappen(blocking)
  const late = isLate ? { kind: blocking.kind, until: mayHappenUntil(blocking) } : undefined
  await noteDoubt(knex, order.order_id, partToldBy[blocking.kind], late)
  await closeOperation(knex, blocking, happened ? "accepted" : "superseded")
  return true
}

/**
 * Klarna may still be at it, so a new request might come on top of it; the same one under its key cannot. Only the same wish is repeated:
 * what somebody wanted before and does not want now must not be made to happen.
 * @throws MedusaError (400) when the wish is another, or Klarna does not answer again
 */
async function repeatSame(
  room: ProviderRoom,
  client: KlarnaClient,
  blocking: Operation,
  intent: Intent
): Promise<void> {
  if (blocking.kind !== intent.kind || blocking.fingerprint !== intent.fingerprint) throw stillUnresolved(blocking)
  const { outcome } = await sendMoney(room, client, blocking)
  if (outcome.type === "accepted") return
  await noteDoubt(room.knex, blocking.klarna_order_id as string)
  throw moneyError(`the ${blocking.kind}`, outcome, "Try again in a minute: nothing happens twice.")
}

function stillUnresolved(operation: Operation): MedusaError {
  return new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    `An earlier ${operation.kind} of this Klarna order has no known outcome yet. It is cleared up automatically; try again in a minute.`
  )
}
