import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { KlarnaOrderRow, SyncState } from "./types"

/*
 * What the admin lists. Each statement reads about as many rows as it answers, however many orders there are: the four orders have
 * their indexes, so have the filters that find few rows, and nothing is counted further than COUNTED.
 */

/** From here on a list says "so many or more". */
export const COUNTED = 10_000
const SOON = "interval '7 days'"

export const LIST_ORDERS = ["updated_at", "created_at", "expires_at", "order_amount"] as const

/** What may be asked of the list; absent: not looked at. */
export interface KlarnaOrderFilters {
  sync_state?: SyncState[]
  status?: string[]
  account_id?: string[]
  attention_code?: string[]
  /** Needs attention, and nobody has seen it yet. */
  attention?: boolean
  /** Authorised, and ends within seven days. */
  expiring?: boolean
  /** An order number, with or without `#`, or one of the ids and references: exactly. */
  q?: string
}

export interface KlarnaOrderPage {
  limit: number
  offset: number
  order: { by: (typeof LIST_ORDERS)[number]; descending: boolean }
}

export interface KlarnaOrderList {
  rows: KlarnaOrderRow[]
  /** COUNTED at most. */
  count: number
}

export async function listOrders(
  knex: Knex,
  filters: KlarnaOrderFilters,
  page: KlarnaOrderPage
): Promise<KlarnaOrderList> {
  // A query builder is a promise too: what awaits one has run it.
  const found = selectFound(knex, filters, filters.q ? await ordersNumbered(knex, filters.q) : [])
  const [rows, count] = await Promise.all([selectPage(found, page), countUpTo(knex, found)])
  return { rows, count }
}

export function selectPage(found: Knex.QueryBuilder, { limit, offset, order }: KlarnaOrderPage): Knex.QueryBuilder {
  const direction = order.descending ? "DESC" : "ASC"
  // As the index has it: then Postgres reads from its one end.
  const nulls = order.descending ? "FIRST" : "LAST"
  const ordered = found.clone().orderByRaw(`?? ${direction} NULLS ${nulls}, id ${direction}`, [order.by])
  return ordered.select("*").limit(limit).offset(offset)
}

/** @returns how many, COUNTED at most. */
export async function countUpTo(knex: Knex, found: Knex.QueryBuilder): Promise<number> {
  const [{ count }] = await selectCount(knex, found)
  return Number(count)
}

export function selectCount(knex: Knex, found: Knex.QueryBuilder): Knex.QueryBuilder {
  return knex.count("* as count").from(found.clone().select(knex.raw("1")).limit(COUNTED).as("found"))
}

export function expiringSoon(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query
    .whereRaw("status IN ('AUTHORIZED', 'PART_CAPTURED')")
    .whereRaw(`expires_at BETWEEN now() AND now() + ${SOON}`)
}

export function unseen(query: Knex.QueryBuilder): Knex.QueryBuilder {
  return query.whereRaw("sync_state = 'needs_attention' AND attention_code IS NOT NULL AND attention_seen_at IS NULL")
}

/** `order_ids`: of the orders that have what is searched for as their number. */
export function selectFound(knex: Knex, filters: KlarnaOrderFilters, order_ids: string[]): Knex.QueryBuilder {
  const query: Knex.QueryBuilder = knex("klarna_order").whereNull("deleted_at")
  for (const column of ["sync_state", "status", "account_id", "attention_code"] as const) {
    const wanted = filters[column]
    if (wanted) query.whereIn(column, wanted)
  }
  if (filters.attention) unseen(query)
  if (filters.expiring) expiringSoon(query)
  if (filters.q) named(query, filters.q, order_ids)
  return query
}

/** Klarna's ids are lower case, its references upper case: whoever types one need not know. */
function named(query: Knex.QueryBuilder, q: string, order_ids: string[]): void {
  query.where((either) => {
    either
      .whereIn("klarna_order_id", [...new Set([q, q.toLowerCase()])])
      .orWhereIn("klarna_reference", [...new Set([q, q.toUpperCase()])])
      .orWhereRaw("(merchant_reference1 = ? AND merchant_reference1 <> '')", [q])
      .orWhereRaw("(merchant_reference2 = ? AND merchant_reference2 <> '')", [q])
      .orWhereIn("order_id", [...order_ids, q])
  })
}

/** A whole number that fits Medusa's column. */
const NUMBER = /^#?(\d{1,9})$/

async function ordersNumbered(knex: Knex, q: string): Promise<string[]> {
  const number = NUMBER.exec(q)?.[1]
  const custom = q.replace(/^#/, "")
  const rows: { id: string }[] = await knex("order")
    .select("id")
    .whereNull("deleted_at")
    .where((either) => {
      either.where("custom_display_id", custom)
      if (number) either.orWhere("display_id", Number(number))
    })
  return rows.map(({ id }) => id)
}
