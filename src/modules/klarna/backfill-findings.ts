import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** What the runs of the backfill found: a row for each payment, so that a run that was interrupted knows what it did. */

export const BACKFILL_RESULTS = [
  "in_sync",
  "different",
  "not_found",
  "already_known",
  "account_missing",
  "failed",
] as const
export type BackfillResult = (typeof BACKFILL_RESULTS)[number]

export interface BackfillFinding {
  payment_id: string
  order_id: string
  klarna_order_id: string | null
  account_id: string | null
  result: BackfillResult
  adopted: boolean
  reasons: string[] | null
}

export type BackfillCounts = Record<BackfillResult | "adopted" | "done", number>

/** Each once per run and payment. */
export async function noteFindings(knex: Knex, run_id: string, findings: BackfillFinding[]): Promise<void> {
  if (!findings.length) return
  await knex("klarna_backfill_finding")
    .insert(
      findings.map(({ reasons, ...finding }) => ({
        ...finding,
        id: `${run_id}_${finding.payment_id}`,
        run_id,
        reasons: reasons && JSON.stringify(reasons),
      }))
    )
    .onConflict("id")
    .ignore()
}

/** @returns those of these payments that the run has looked into already, before it was interrupted in the middle of a page. */
export async function doneOf(knex: Knex, run_id: string, payment_ids: string[]): Promise<Set<string>> {
  const rows: { payment_id: string }[] = await knex("klarna_backfill_finding")
    .whereIn(
      "id",
      payment_ids.map((payment_id) => `${run_id}_${payment_id}`)
    )
    .select("payment_id")
  return new Set(rows.map(({ payment_id }) => payment_id))
}

export async function countsOf(knex: Knex, run_id: string): Promise<BackfillCounts> {
  const rows: { result: BackfillResult; count: string; adopted: string }[] = await knex("klarna_backfill_finding")
    .where({ run_id })
    .groupBy("result")
    .select("result", knex.raw("count(*)"), knex.raw("count(*) FILTER (WHERE adopted) AS adopted"))
  const counts = { done: 0, adopted: 0 } as BackfillCounts
  for (const result of BACKFILL_RESULTS) counts[result] = 0
  for (const { result, count, adopted } of rows) {
    counts[result] = Number(count)
    counts.done += Number(count)
    counts.adopted += Number(adopted)
  }
  return counts
}

/** Oldest payment first, behind `after`. */
export function findingsOf(
  knex: Knex,
  run_id: string,
  { results, after, limit }: { results?: readonly BackfillResult[]; after?: string; limit: number }
): Promise<BackfillFinding[]> {
  const found = knex("klarna_backfill_finding").where({ run_id })
  if (results) void found.whereIn("result", results)
  if (after) void found.where("id", ">", `${run_id}_${after}`)
  return found
    .orderBy("id")
    .limit(limit)
    .select("payment_id", "order_id", "klarna_order_id", "account_id", "result", "adopted", "reasons")
}
