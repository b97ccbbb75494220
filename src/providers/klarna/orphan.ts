import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { closeOperation, type Operation } from "../../ledger"
import { rowExists } from "./look-ups"

/**
 * Medusa deletes its capture or refund when the provider throws, so one whose answer was lost may exist at Klarna alone. The next one
 * of the same amount is the same intent: it takes over that one instead of asking for a second.
 * @returns true when there is nothing left to send
 */
export async function takeOverOrphan(knex: Knex, operation: Operation): Promise<boolean> {
  const { klarna_order_id, kind, fingerprint } = operation
  const accepted: Operation[] = await knex("klarna_operation")
    .where({ klarna_order_id, kind, fingerprint, outcome: "accepted" })
    .whereNotNull("reference")
    .orderBy("created_at")
  for (const earlier of accepted) {
    if (await rowExists(knex, kind as "capture" | "refund", earlier.reference as string)) continue
    await closeOperation(knex, earlier, "accepted", { reference: operation.reference })
    await closeOperation(knex, operation, "superseded", { result_id: earlier.result_id })
    return true
  }
  return false
}
