import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { UNPLACED } from "./unplaced"

/**
 * Deletes what the ledger need not know any more of these Klarna orders, which are settled. Kept is whatever something is still judged by:
 * rows without a known end, purchases, captures, refunds, cancels and parcels that Klarna accepted (their sums and lines explain the next
 * refund), the write that last set the amount, and how an account takes billing addresses (billing-refusals.ts).
 * @returns how many rows went
 */
export async function pruneOperations(knex: Knex, klarna_order_ids: string[], days: number): Promise<number> {
  if (!klarna_order_ids.length) return 0
  const { rowCount } = await knex.raw<{ rowCount: number }>(
    `DELETE FROM klarna_operation AS old
      WHERE old.klarna_order_id = ANY(CAST(:klarna_order_ids AS text[]))
        AND old.created_at < now() - make_interval(days => :days)
        AND coalesce(old.finished_at, old.created_at) < now() - make_interval(days => :days)
        AND (
          (old.outcome IN ('refused', 'failed', 'superseded') AND old.kind <> 'billing_address')
          OR (old.outcome = 'accepted' AND old.kind IN (
                'acknowledge', 'acknowledge_attention', 'disconnect', 'extend', 'reconnect', 'references', 'release', 'revert_edit'
              ))
          OR (old.outcome = 'accepted' AND old.kind IN ('shipping_address', 'billing_address') AND NOT EXISTS (
                SELECT FROM klarna_operation AS refused
                 WHERE refused.klarna_order_id = old.klarna_order_id AND refused.kind = 'billing_address'
                   AND refused.outcome = 'refused' AND refused.deleted_at IS NULL
              ))
          OR (old.outcome = 'accepted' AND old.kind = 'authorization' AND EXISTS (
                SELECT FROM klarna_operation AS newer
                 WHERE newer.klarna_order_id = old.klarna_order_id AND newer.kind = 'authorization'
                   AND newer.outcome = 'accepted' AND newer.finished_at > old.finished_at AND newer.deleted_at IS NULL
              ))
        )`,
    { klarna_order_ids, days }
  )
  return rowCount
}

/**
 * Deletes purchases that never became an order, of one page of the ledger. @returns the last id of the page, undefined when it was the
 * last page, and how many rows went
 */
export async function pruneUnplaced(
  knex: Knex,
  { after, limit, days }: { after: string; limit: number; days: number }
): Promise<{ last: string | undefined; pruned: number }> {
  const page: { id: string }[] = await knex("klarna_operation")
    .where("id", ">", after)
    .orderBy("id")
    .limit(limit)
    .select("id")
  const ids = page.map(({ id }) => id)
  const { rowCount } = await knex.raw<{ rowCount: number }>(
    `DELETE FROM klarna_operation AS old
      WHERE old.id = ANY(CAST(:ids AS text[])) AND ${UNPLACED}
        AND coalesce(old.finished_at, old.created_at) < now() - make_interval(days => :days)`,
    { ids, days }
  )
  return { last: page.length < limit ? undefined : ids.at(-1), pruned: rowCount }
}
