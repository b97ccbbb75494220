import { randomUUID } from "node:crypto"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MerchantReferences } from "../../klarna/types"
import type { KlarnaOrderPatch, KlarnaOrderRow, NewKlarnaOrder } from "./types"

const JSON_COLUMNS: readonly (keyof KlarnaOrderPatch)[] = [
  "acknowledged",
  "refused",
  "wanted_references",
  "asked",
  "attention",
  "notes",
]

export function rowsOfOrder(knex: Knex, order_id: string): Promise<KlarnaOrderRow[]> {
  return knex("klarna_order").where({ order_id }).whereNull("deleted_at").orderBy("created_at")
}

/**
 * Remembers a Klarna order that is met for the first time; meeting it again raises its wish.
 * A Klarna order belongs to one Medusa order for life: the first one that claims it.
 */
export async function remember(knex: Knex, order: NewKlarnaOrder): Promise<void> {
  await knex("klarna_order")
    .insert({ id: `klord_${randomUUID()}`, ...order })
    .onConflict(knex.raw("(klarna_order_id) WHERE deleted_at IS NULL"))
    .merge({ dirty: knex.raw("klarna_order.dirty + 1") })
  // The purchase became an order: the job need not look for it.
  await knex("klarna_operation")
    .where({ klarna_order_id: order.klarna_order_id, kind: "create_order" })
    .update({ followed_up_at: knex.fn.now() })
}

/**
 * Stores what a sync learned, if it still holds the claim. An order that was disconnected meanwhile stays so.
 * @returns the row as it is now, undefined when the claim is lost
 */
export async function store(
  knex: Knex,
  id: string,
  token: string,
  patch: KlarnaOrderPatch
): Promise<KlarnaOrderRow | undefined> {
  const [row] = await knex("klarna_order")
    .where({ id, lease_token: token })
    .update({
      ...columns(patch),
      ...unlessOff(knex, patch),
      ...seen(knex, patch),
      ...soonest(knex, patch),
      updated_at: knex.fn.now(),
    })
    .returning("*")
  return row
}

function unlessOff(knex: Knex, { sync_state }: KlarnaOrderPatch) {
  return sync_state && { sync_state: knex.raw("CASE WHEN off_at IS NULL THEN ? ELSE 'off' END", [sync_state]) }
}

/** A look that is about to be made stays: somebody asked for it during this one (see `hearsay.ts`). */
function soonest(knex: Knex, { next_read_at: next }: KlarnaOrderPatch) {
  if (next === undefined) return {}
  const isNear = "next_read_at BETWEEN now() AND now() + interval '1 minute'"
  return { next_read_at: knex.raw(`CASE WHEN ${isNear} THEN next_read_at ELSE CAST(? AS timestamptz) END`, [next]) }
}

/** What a merchant has seen is seen as long as its code stays the same. */
function seen(knex: Knex, { attention_code: next }: KlarnaOrderPatch) {
  if (next === undefined) return {}
  const kept = (column: string) =>
    knex.raw("CASE WHEN attention_code IS NOT DISTINCT FROM CAST(? AS text) THEN ?? END", [next, column])
  return { attention_seen_by: kept("attention_seen_by"), attention_seen_at: kept("attention_seen_at") }
}

/** @returns the rows whose attention nobody had seen until now: none, when somebody was faster. */
export function seeAttention(knex: Knex, order_id: string, seen_by: string | null): Promise<KlarnaOrderRow[]> {
  return knex("klarna_order")
    .where({ order_id })
    .whereNotNull("attention_code")
    .whereNull("attention_seen_at")
    .whereNull("deleted_at")
    .update({ attention_seen_by: seen_by, attention_seen_at: knex.fn.now() })
    .returning("*")
}

/** What the merchant typed for this order; null: what the options say. */
export async function wantReferences(knex: Knex, id: string, references: MerchantReferences | null): Promise<void> {
  await knex("klarna_order")
    .where({ id })
    .update({ wanted_references: references && JSON.stringify(references), updated_at: knex.fn.now() })
}

/** Orders whose billing address waits for the merchant are due at once. @returns how many. */
export function wakeHeldBackBilling(knex: Knex, account_id: string): Promise<number> {
  return knex("klarna_order")
    .where({ account_id })
    .whereIn("sync_state", ["pending", "needs_attention"])
    .whereRaw("notes @> ?", [JSON.stringify([{ code: "manual", kind: "billing_address" }])])
    .whereNull("deleted_at")
    .update({ dirty: knex.raw("dirty + 1"), next_attempt_at: knex.fn.now(), updated_at: knex.fn.now() })
}

function columns(patch: KlarnaOrderPatch): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(patch).map(([column, value]) => [
      column,
      JSON_COLUMNS.includes(column as keyof KlarnaOrderPatch) && value !== null ? JSON.stringify(value) : value,
    ])
  )
}
