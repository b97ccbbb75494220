import type { OrderForSync } from "../../mapping/order-fields"
import { isOff } from "../../modules/klarna/connection"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { klarnaOrdersOf } from "./meet-klarna-orders"
import { readKlarna } from "./read-klarna"
import type { SyncRun } from "./types"

/*
 * Nearly always a Medusa order has one Klarna order. Where it has several, all but one are purchases that failed before; two that live
 * are nobody's guess.
 */

export const isOver = ({ status }: Pick<KlarnaOrderRow, "status">) =>
  status === "CANCELLED" || status === "EXPIRED" || status === "CLOSED"

export const isUnread = ({ read_at }: KlarnaOrderRow) => read_at === null

/** The one that still lives, the newest first. */
export function liveOf(rows: KlarnaOrderRow[]): KlarnaOrderRow | undefined {
  const newestFirst = [...rows].sort((a, b) => b.created_at.getTime() - a.created_at.getTime())
  return newestFirst.find((row) => !isOver(row)) ?? newestFirst[0]
}

/**
 * Which of several live is Klarna's to say, so those that were never read are read first, and those that live beside each other each
 * time: a merchant ends one of them in Klarna's portal. One that cannot be read stays as it is, and so does an order that a merchant
 * disconnected.
 */
export async function readUnread(run: SyncRun, rows: KlarnaOrderRow[]): Promise<KlarnaOrderRow[]> {
  if (rows.length < 2 || rows.some(isOff)) return rows
  const areSeveral = rows.filter((row) => !isOver(row)).length > 1
  const known: KlarnaOrderRow[] = []
  for (const row of rows) {
    const client = isUnread(row) || (areSeveral && !isOver(row)) ? await run.klarna.clientOf(row) : undefined
    const read = client && (await readKlarna({ ...run, client }, row))
    known.push(read && "row" in read ? await closedIfOver(run, read.row) : row)
  }
  return known
}

async function closedIfOver({ klarna, token }: SyncRun, row: KlarnaOrderRow): Promise<KlarnaOrderRow> {
  const closed = { sync_state: "closed", attention: null, attention_code: null } as const
  return (isOver(row) && (await klarna.store(row, token, closed))) || row
}

/** A second Klarna order on the same Medusa order, for example after a payment link: remembered, and counted. */
export async function rememberNew(run: SyncRun, order: OrderForSync, rows: KlarnaOrderRow[]): Promise<number> {
  const known = new Set(rows.map(({ klarna_order_id }) => klarna_order_id))
  const strangers = klarnaOrdersOf(order).filter(({ klarna_order_id }) => !known.has(klarna_order_id))
  for (const stranger of strangers) await run.klarna.remember(stranger)
  return strangers.length
}
