import { randomUUID } from "node:crypto"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { OrderLine } from "../klarna/types"

/** A capture that Klarna made for somebody else: in its portal, or for another system. */
export interface CaptureElsewhere {
  klarna_order_id: string
  order_id: string
  account_id: string
  fingerprint: string
  capture_id: string
  /** Minor units. */
  amount: number
  order_lines?: OrderLine[]
}

/**
 * Writes it down as if it were ours and Medusa had lost it: the next capture of that amount in Medusa takes it over instead of asking
 * Klarna for another one. Once per capture, whoever finds it.
 */
export async function noteCaptureElsewhere(knex: Knex, { capture_id, amount, ...found }: CaptureElsewhere) {
  const { order_lines, ...row } = found
  await knex("klarna_operation")
    .insert({
      id: `klop_${randomUUID()}`,
      ...row,
      kind: "capture",
      trigger: "portal",
      asked: JSON.stringify({ captured_amount: amount, order_lines, made_elsewhere: true }),
      // No capture of Medusa's has such an id.
      reference: `klarna:${capture_id}`,
      idempotency_key: `portal:${capture_id}`,
      outcome: "accepted",
      result_id: capture_id,
      finished_at: knex.fn.now(),
    })
    .onConflict()
    .ignore()
}

/** The captures that our ledger knows of, also those whose answer it still waits for. */
export function capturesInLedger(
  knex: Knex,
  klarna_order_id: string
): Promise<{ result_id: string | null; reference: string | null; trigger: string }[]> {
  return knex("klarna_operation")
    .where({ klarna_order_id, kind: "capture" })
    .whereRaw("(outcome IS NULL OR outcome <> 'superseded')")
    .whereNull("deleted_at")
    .select("result_id", "reference", "trigger")
}
