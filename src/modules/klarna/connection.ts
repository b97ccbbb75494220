import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { KlarnaOrderRow } from "./types"

/*
 * A merchant takes an order out of the sync, and back into it. `off_at` decides: it is set without waiting for a claim, a sync that
 * runs meanwhile looks for it before each send, and what that sync stores at its end cannot undo it (see `store` in rows.ts).
 */

export const isOff = ({ off_at }: Pick<KlarnaOrderRow, "off_at">): boolean => off_at !== null

/** @returns the rows that were connected until now: none, when somebody was faster. */
export function disconnect(knex: Knex, order_id: string, off_by: string | null): Promise<KlarnaOrderRow[]> {
  return knex("klarna_order")
    .where({ order_id })
    .whereNull("off_at")
    .whereNull("deleted_at")
    .update({
      sync_state: "off",
      off_by,
      off_at: knex.fn.now(),
      // A sync that runs goes round again and finds out.
      dirty: knex.raw("dirty + 1"),
      next_attempt_at: null,
      next_read_at: null,
      updated_at: knex.fn.now(),
    })
    .returning("*")
}

/** Under the claim, and with the wish raised: if its process dies now, the job brings the sync. */
export async function reconnect(knex: Knex, order_id: string, token: string): Promise<void> {
  await knex("klarna_order")
    .where({ order_id, lease_token: token })
    .update({
      sync_state: "pending",
      off_by: null,
      off_at: null,
      attempts: 0,
      dirty: knex.raw("dirty + 1"),
      updated_at: knex.fn.now(),
    })
}
