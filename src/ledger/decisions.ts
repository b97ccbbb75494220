import { randomUUID } from "node:crypto"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** A decision about a whole account or one order, kept beside the writes; no request belongs to it. */
export interface Decision {
  kind:
    | "acknowledge_attention"
    | "billing_fallback"
    | "cancel_rejected"
    | "disconnect"
    | "rearm_billing"
    | "reconnect"
    | "revert_edit"
  account_id: string
  klarna_order_id?: string
  order_id?: string
  trigger: string
  /** In short, without anything personal. */
  asked?: Record<string, unknown>
  /** The same decision, the same key. A new one each time unless given. */
  key?: string
}

/** @returns false when this decision was noted before. */
export async function noteDecision(
  knex: Knex,
  { key = randomUUID(), asked = {}, ...decision }: Decision
): Promise<boolean> {
  const { kind, account_id } = decision
  const noted = await knex("klarna_operation")
    .insert({
      id: `klop_${randomUUID()}`,
      ...decision,
      asked: JSON.stringify(asked),
      fingerprint: kind,
      idempotency_key: `${kind}:${account_id}:${key}`,
      outcome: "accepted",
      finished_at: knex.fn.now(),
    })
    .onConflict()
    .ignore()
    .returning("id")
  return noted.length > 0
}
