import { randomUUID } from "node:crypto"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** A decision about a whole account, kept beside its writes; no request belongs to it. */
export interface Decision {
  kind: "billing_fallback" | "rearm_billing"
  account_id: string
  trigger: string
  /** The same decision, the same key. A new one each time unless given. */
  key?: string
}

/** @returns false when this decision was noted before. */
export async function noteDecision(
  knex: Knex,
  { kind, account_id, trigger, key = randomUUID() }: Decision
): Promise<boolean> {
  const noted = await knex("klarna_operation")
    .insert({
      id: `klop_${randomUUID()}`,
      account_id,
      kind,
      fingerprint: kind,
      idempotency_key: `${kind}:${account_id}:${key}`,
      trigger,
      outcome: "accepted",
      finished_at: knex.fn.now(),
    })
    .onConflict()
    .ignore()
    .returning("id")
  return noted.length > 0
}
