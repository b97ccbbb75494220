import { MedusaError } from "@medusajs/framework/utils"
import { type KlarnaClient, LONGEST_CALL_MS } from "../../klarna"
import {
  type Intent,
  openOperation,
  type Operation,
  resolveMoneyOperation,
  UnresolvedOperationError,
} from "../../ledger"
import type { ProviderRoom } from "./room"

/** How long another write of the same order may be on its way before it is looked into. */
const PATIENCE_MS = LONGEST_CALL_MS + 5_000
const LOOK_AGAIN_MS = 150

/**
 * Opens a ledger row for a capture or refund. A write of this order that is on its way is waited for; one whose answer was lost is
 * looked up at Klarna by its reference first, so that nothing is captured or refunded twice.
 * @throws MedusaError (400) when the earlier write cannot be resolved here: the sync does it
 */
export async function openMoneyOperation(room: ProviderRoom, client: KlarnaClient, intent: Intent): Promise<Operation> {
  const patientUntil = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      return await openOperation(room.knex, intent)
    } catch (error) {
      if (!(error instanceof UnresolvedOperationError)) throw error
      if (!(await makeWay(room, client, error.operation))) {
        if (Date.now() > patientUntil) throw stillUnresolved(error.operation)
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
      }
    }
  }
}

/** @returns true when the blocking row was resolved; false when it is worth waiting for. */
async function makeWay(room: ProviderRoom, client: KlarnaClient, blocking: Operation): Promise<boolean> {
  const lost = blocking.outcome === "unknown" || Date.now() - blocking.created_at.getTime() > PATIENCE_MS
  if (!lost) return false
  if (blocking.kind !== "capture" && blocking.kind !== "refund") throw stillUnresolved(blocking)
  const { data: order } = await client.orders.read(blocking.klarna_order_id as string)
  await resolveMoneyOperation(room.knex, blocking, order)
  return true
}

function stillUnresolved(operation: Operation): MedusaError {
  return new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    `An earlier ${operation.kind} of this Klarna order has no known outcome yet. It is cleared up automatically; try again in a minute.`
  )
}
