import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { type BackfillFinding, noteFindings } from "./backfill-findings"
import { type BackfillRunRow, moveRun } from "./backfill"
import type { KlarnaOrderRow } from "./types"

export interface Adoption {
  row: KlarnaOrderRow
  /** Whose payments it is from now on, and what they remember. */
  payment_ids: string[]
  provider_id: string
  data: Record<string, unknown>
}

export interface LookedInto {
  finding: BackfillFinding
  /** What there is to adopt. */
  adoption?: Adoption
}

/**
 * A page of a run, and its position behind it where the page is whole. All or nothing, in one transaction and therefore not by Medusa's
 * payment module: a payment that is ours without a row would be met by the sync as a new order and be told to Klarna; a row without the
 * payment would be compared with nothing.
 * @returns false when the run is not ours any more: then nothing of the page is kept
 */
export async function keepPage(
  knex: Knex,
  run: BackfillRunRow,
  looked: LookedInto[],
  position: string | undefined
): Promise<boolean> {
  return knex.transaction(async (trx) => {
    if (!(await moveRun(trx, run, position))) return false
    const adoptions = looked.flatMap(({ adoption }) => adoption ?? [])
    const adopted = adoptions.length ? await insertRows(trx, adoptions) : new Set<string>()
    await handOver(
      trx,
      adoptions.filter(({ row }) => adopted.has(row.id))
    )
    await noteFindings(
      trx,
      run.id,
      looked.map(({ finding, adoption }) => {
        if (!adoption) return finding
        // Met by somebody else since it was looked for.
        if (!adopted.has(adoption.row.id)) return { ...finding, result: "already_known" as const, reasons: null }
        return { ...finding, adopted: true }
      })
    )
    return true
  })
}

/** @returns the ids of those that were not known yet. */
async function insertRows(trx: Knex, adoptions: Adoption[]): Promise<Set<string>> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `INSERT INTO klarna_order
     SELECT (jsonb_populate_recordset(CAST(NULL AS klarna_order), CAST(? AS jsonb))).*
         ON CONFLICT (klarna_order_id) WHERE deleted_at IS NULL DO NOTHING
  RETURNING id`,
    [JSON.stringify(adoptions.map(({ row }) => row))]
  )
  return new Set(rows.map(({ id }) => id))
}

/** The payments are ours from now on, and remember whose they were. */
async function handOver(trx: Knex, adoptions: Adoption[]): Promise<void> {
  const payments = adoptions.flatMap(({ payment_ids, provider_id, data }) =>
    payment_ids.map((id) => ({ id, provider_id, data }))
  )
  if (!payments.length) return
  const handed = "jsonb_to_recordset(CAST(? AS jsonb)) AS handed(id text, provider_id text, data jsonb)"
  await trx.raw(
    `UPDATE payment_session SET provider_id = handed.provider_id, updated_at = now()
       FROM payment JOIN ${handed} ON handed.id = payment.id
      WHERE payment_session.id = payment.payment_session_id`,
    [JSON.stringify(payments)]
  )
  await trx.raw(
    `UPDATE payment
        SET data = coalesce(payment.data, '{}') || jsonb_build_object('adopted_from', payment.provider_id) || handed.data,
            provider_id = handed.provider_id, updated_at = now()
       FROM ${handed}
      WHERE payment.id = handed.id`,
    [JSON.stringify(payments)]
  )
}

/** What is remembered already of a page: by Klarna's order the Medusa order that it belongs to, and by Medusa order whether one lives. */
export interface Known {
  orderOf: Map<string, string>
  rowsOf: Map<string, Pick<KlarnaOrderRow, "status" | "off_at">[]>
}

export async function knownOf(knex: Knex, klarna_order_ids: string[], order_ids: string[]): Promise<Known> {
  type Row = Pick<KlarnaOrderRow, "klarna_order_id" | "order_id" | "status" | "off_at">
  const rows: Row[] = await knex("klarna_order")
    .whereNull("deleted_at")
    .where((either) => either.whereIn("klarna_order_id", klarna_order_ids).orWhereIn("order_id", order_ids))
    .select("klarna_order_id", "order_id", "status", "off_at")
  const known: Known = { orderOf: new Map(), rowsOf: new Map() }
  for (const row of rows) {
    known.orderOf.set(row.klarna_order_id, row.order_id)
    known.rowsOf.set(row.order_id, [...(known.rowsOf.get(row.order_id) ?? []), row])
  }
  return known
}
