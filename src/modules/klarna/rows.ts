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

/** Stores what a sync learned, if it still holds the claim. @returns the row as it is now, undefined when the claim is lost. */
export async function store(
  knex: Knex,
  id: string,
  token: string,
  patch: KlarnaOrderPatch
): Promise<KlarnaOrderRow | undefined> {
  const [row] = await knex("klarna_order")
    .where({ id, lease_token: token })
    .update({ ...columns(patch), updated_at: knex.fn.now() })
    .returning("*")
  return row
}

/** What the merchant typed for this order; null: what the options say. */
export async function wantReferences(knex: Knex, id: string, references: MerchantReferences | null): Promise<void> {
  await knex("klarna_order")
    .where({ id })
    .update({ wanted_references: references && JSON.stringify(references), updated_at: knex.fn.now() })
}

/** Orders whose time has come, longest waiting first: retries that are due, claims whose process died, wishes nobody took up. */
export async function dueOrders(knex: Knex, limit: number): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { order_id: string }[] }>(
    `SELECT order_id
       FROM (
         SELECT order_id, next_attempt_at AS since FROM klarna_order
          WHERE deleted_at IS NULL AND next_attempt_at <= now() AND (lease_until IS NULL OR lease_until <= now())
          UNION ALL
         SELECT order_id, lease_until FROM klarna_order WHERE deleted_at IS NULL AND lease_until <= now()
          UNION ALL
         SELECT order_id, updated_at FROM klarna_order
          WHERE deleted_at IS NULL AND dirty > 0 AND lease_until IS NULL AND next_attempt_at IS NULL
            AND updated_at <= now() - interval '1 minute'
       ) AS due
      GROUP BY order_id
      ORDER BY min(since)
      LIMIT :limit`,
    { limit }
  )
  return rows.map(({ order_id }) => order_id)
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
