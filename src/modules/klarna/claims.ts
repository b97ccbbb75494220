import { randomUUID } from "node:crypto"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { LONGEST_CALL_MS } from "../../klarna"
import { DUE } from "./due"
import type { KlarnaOrderRow } from "./types"

/**
 * The wish and the claim, per Medusa order.
 *
 * A wake-up raises `dirty` before anything else, so that it survives any crash. One process at a time then holds the order until
 * its lease ends; it gives the order back only if `dirty` has not moved since it looked. All times are the database's.
 */

/** Longer than twice the longest Klarna call, so that a live process never loses its claim in the middle of one. */
export const LEASE_SECONDS = (2 * LONGEST_CALL_MS) / 1000 + 10

export interface Claim {
  token: string
  /** The claim before ours ended without being given back: its process died, what it sent is not known. */
  tookOver: boolean
  rows: KlarnaOrderRow[]
}

/** `due`: only while there is still something to do, so that of two jobs that found the same order one does the work. */
export type When = "always" | "due"

/** @returns how many Klarna orders this Medusa order has in our memory. */
export async function raiseWish(knex: Knex, order_id: string): Promise<number> {
  return knex("klarna_order")
    .where({ order_id })
    .whereNull("deleted_at")
    .update({ dirty: knex.raw("dirty + 1"), updated_at: knex.fn.now() })
}

/**
 * One conditional UPDATE: undefined when another process holds the order, be it by one of several Klarna orders: a second one may
 * have turned up during its work.
 */
export async function claim(knex: Knex, order_id: string, when: When = "always"): Promise<Claim | undefined> {
  const token = randomUUID()
  const { rows } = await knex.raw<{ rows: (KlarnaOrderRow & { previous_token: string | null })[] }>(
    `WITH before AS (
       SELECT id, lease_token, lease_until, ${DUE} AS is_due FROM klarna_order
        WHERE order_id = :order_id AND deleted_at IS NULL ORDER BY id FOR UPDATE
     )
     UPDATE klarna_order AS k
        SET lease_token = :token, lease_until = now() + make_interval(secs => :seconds)
       FROM before
      WHERE k.id = before.id AND (k.lease_until IS NULL OR k.lease_until < now())
        AND NOT EXISTS (SELECT FROM before AS held WHERE held.lease_until >= now())
        AND (:always OR EXISTS (SELECT FROM before AS due WHERE due.is_due))
  RETURNING k.*, before.lease_token AS previous_token`,
    { order_id, token, seconds: LEASE_SECONDS, always: when === "always" }
  )
  if (!rows.length) return undefined
  return { token, tookOver: rows.some((row) => row.previous_token !== null), rows: rows.map(withoutPrevious) }
}

/** The rows as they are now, and the lease renewed; empty when the lease was lost. */
export async function renew(knex: Knex, order_id: string, token: string): Promise<KlarnaOrderRow[]> {
  return knex("klarna_order")
    .where({ order_id, lease_token: token })
    .where("lease_until", ">", knex.fn.now())
    .update({ lease_until: knex.raw("now() + make_interval(secs => ?)", [LEASE_SECONDS]) })
    .returning("*")
}

/**
 * Gives the order back, if nobody wished anything since `seen` was read.
 * @returns false when there is a newer wish: go round again.
 */
export async function release(knex: Knex, row: KlarnaOrderRow, token: string, seen: number): Promise<boolean> {
  const released = await knex("klarna_order")
    .where({ id: row.id, lease_token: token, dirty: seen })
    .update({ lease_token: null, lease_until: null, dirty: 0 })
  if (!released) return false
  // The same wish counted on the other Klarna orders of this order, where there are any; the one that lives is looked at for all.
  await knex("klarna_order")
    .where({ order_id: row.order_id, lease_token: token })
    .update({ lease_token: null, lease_until: null, dirty: 0, next_read_at: null })
  return true
}

/** Gives the order back whatever was wished: the due time brings the next attempt. */
export async function letGo(knex: Knex, order_id: string, token: string): Promise<void> {
  await knex("klarna_order").where({ order_id, lease_token: token }).update({ lease_token: null, lease_until: null })
}

function withoutPrevious({ previous_token: _, ...row }: KlarnaOrderRow & { previous_token: string | null }) {
  return row as KlarnaOrderRow
}
