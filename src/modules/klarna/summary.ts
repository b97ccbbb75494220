import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { countUpTo, COUNTED, expiringSoon, unseen } from "./list"
import type { SyncState } from "./types"
import { watermark } from "./watermarks"

/** The name under which the end of the job's last run is remembered, beside how far it has looked. */
export const LAST_RUN = "reconcile-klarna-orders"

const STATES: SyncState[] = ["in_sync", "pending", "needs_attention", "off", "closed"]

/** Each number is counted to COUNTED at most. */
export interface KlarnaSummary {
  /** When the job last ended a run. */
  reconciled_at: string | null
  by_state: Record<SyncState, number>
  attention: { code: string; count: number }[]
  attention_unseen: number
  expiring_soon: number
}

export async function summaryOf(knex: Knex): Promise<KlarnaSummary> {
  const orders = (): Knex.QueryBuilder => knex("klarna_order").whereNull("deleted_at")
  const count = (query: Knex.QueryBuilder) => countUpTo(knex, query)
  const [reconciled_at, states, attention, attention_unseen, expiring_soon] = await Promise.all([
    watermark(knex, LAST_RUN),
    Promise.all(STATES.map(async (state) => [state, await count(orders().where("sync_state", state))] as const)),
    unseenByCode(knex),
    count(unseen(orders())),
    count(expiringSoon(orders())),
  ])
  const by_state = Object.fromEntries(states) as KlarnaSummary["by_state"]
  return { reconciled_at: reconciled_at ?? null, by_state, attention, attention_unseen, expiring_soon }
}

/** Of the first COUNTED, the most frequent first. */
async function unseenByCode(knex: Knex): Promise<KlarnaSummary["attention"]> {
  const orders: Knex.QueryBuilder = knex("klarna_order").whereNull("deleted_at")
  const rows: { code: string; count: string }[] = await knex
    .select("attention_code as code")
    .count("* as count")
    .from(unseen(orders).select("attention_code").limit(COUNTED).as("unseen"))
    .groupBy("attention_code")
    .orderByRaw("count(*) DESC, attention_code")
  return rows.map(({ code, count }) => ({ code, count: Number(count) }))
}
