import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { LONGEST_CALL_MS } from "../../klarna"

/*
 * What the job looks for every minute in our own tables. Each statement has its index, as small as what it finds, so that the cost
 * grows with what is due and not with the number of orders: integration-tests/http/reconcile-scale.spec.ts holds them to it.
 */

/** An attempt or a look at Klarna whose time has come, a claim whose process died, a wish that nobody took up. */
export const DUE = `(next_attempt_at <= now() OR next_read_at <= now() OR lease_until <= now()
  OR (dirty > 0 AND next_attempt_at IS NULL))`

/** Nobody sends it any more, and it has an answer if it will ever get one; with a little in hand for writing that down. */
const SENT_SECONDS = LONGEST_CALL_MS / 1000 + 5

/** A change is written so long after its time stamp at the latest: clocks that differ, transactions that take their time. */
const WRITTEN_SECONDS = 60

export interface DueOrder {
  order_id: string
  /** Since when, exact to the microsecond; for the next page. */
  since: string
}

/** Orders whose time has come, longest waiting first; those of a live process are in good hands. */
export function selectDueOrders(knex: Knex, limit: number, after?: DueOrder) {
  return knex.raw<{ rows: DueOrder[] }>(
    `SELECT order_id, CAST(min(since) AS text) AS since
       FROM (
         SELECT order_id, next_attempt_at AS since FROM klarna_order
          WHERE deleted_at IS NULL AND next_attempt_at <= now() AND (lease_until IS NULL OR lease_until <= now())
          UNION ALL
         SELECT order_id, next_read_at FROM klarna_order
          WHERE deleted_at IS NULL AND next_read_at <= now() AND (lease_until IS NULL OR lease_until <= now())
          UNION ALL
         SELECT order_id, lease_until FROM klarna_order WHERE deleted_at IS NULL AND lease_until <= now()
          UNION ALL
         SELECT order_id, updated_at FROM klarna_order
          WHERE deleted_at IS NULL AND dirty > 0 AND lease_until IS NULL AND next_attempt_at IS NULL
            AND updated_at <= now() - interval '1 minute'
       ) AS due
      GROUP BY order_id
     HAVING CAST(:since AS timestamptz) IS NULL OR (min(since), order_id) > (CAST(:since AS timestamptz), :order_id)
      ORDER BY min(since), order_id
      LIMIT :limit`,
    { limit, since: after?.since ?? null, order_id: after?.order_id ?? "" }
  )
}

/**
 * Raises the wish of orders that have a write without a known end and nothing else that would bring their sync: for example a capture
 * whose process died. Not where a round looked at it since: then that round's own next attempt counts, or a person.
 */
export function wakeUnresolved(knex: Knex) {
  return knex.raw<{ rows: { order_id: string }[] }>(
    `UPDATE klarna_order AS k
        SET dirty = dirty + 1, updated_at = now()
       FROM (
         SELECT klarna_order_id,
                coalesce(finished_at, sent_at, created_at) + make_interval(secs => :seconds) AS over_at
           FROM klarna_operation
          WHERE (outcome IS NULL OR outcome = 'unknown') AND klarna_order_id IS NOT NULL AND deleted_at IS NULL
       ) AS operation
      WHERE k.klarna_order_id = operation.klarna_order_id AND k.deleted_at IS NULL
        AND operation.over_at <= now()
        AND NOT EXISTS (
          SELECT FROM klarna_order AS seen
           WHERE seen.order_id = k.order_id AND seen.deleted_at IS NULL AND seen.compared_at >= operation.over_at
        )
        AND k.sync_state <> 'off' AND k.lease_until IS NULL AND k.next_attempt_at IS NULL
  RETURNING k.order_id`,
    { seconds: SENT_SECONDS }
  )
}

/** Klarna orders in the order of their rows; settled are those that Klarna has ended and nobody waits for. */
export async function orderPage(
  knex: Knex,
  after: string,
  limit: number
): Promise<{ id: string; klarna_order_id: string; is_settled: boolean }[]> {
  return knex("klarna_order")
    .where("id", ">", after)
    .whereNull("deleted_at")
    .orderBy("id")
    .limit(limit)
    .select("id", "klarna_order_id")
    .select(
      knex.raw(`status IN ('CAPTURED', 'CANCELLED', 'EXPIRED', 'CLOSED') AND sync_state IN ('in_sync', 'closed')
        AND dirty = 0 AND lease_until IS NULL AND next_attempt_at IS NULL AS is_settled`)
    )
}

/** An order of which a row in Medusa's tables says that it changed then. */
export interface ChangedOrder {
  order_id: string
  at: Date
}

/**
 * Raises the wish of those that no round has looked at since, each named once. A round counts for all Klarna orders of its order, and
 * stores its time with one of them. Disconnected ones too: Klarna is not told, but Medusa's payment follows.
 */
export function wakeChanged(knex: Knex, changed: ChangedOrder[]) {
  return knex.raw<{ rows: { order_id: string }[] }>(
    `UPDATE klarna_order AS k
        SET dirty = dirty + 1, updated_at = now()
       FROM unnest(CAST(:order_ids AS text[]), CAST(:times AS timestamptz[])) AS changed(order_id, at)
      WHERE k.order_id = changed.order_id AND k.deleted_at IS NULL
        AND NOT EXISTS (
          SELECT FROM klarna_order AS seen
           WHERE seen.order_id = changed.order_id AND seen.deleted_at IS NULL
             AND seen.compared_at >= changed.at + make_interval(secs => :seconds)
        )
  RETURNING k.order_id`,
    {
      order_ids: changed.map(({ order_id }) => order_id),
      times: changed.map(({ at }) => at.toISOString()),
      seconds: WRITTEN_SECONDS,
    }
  )
}

/** Those of these orders of which we have no row. */
export function selectUnknown(knex: Knex, order_ids: string[]) {
  return knex.raw<{ rows: { order_id: string }[] }>(
    `SELECT named.order_id
       FROM unnest(CAST(:order_ids AS text[])) AS named(order_id)
      WHERE NOT EXISTS (SELECT FROM klarna_order AS k WHERE k.order_id = named.order_id AND k.deleted_at IS NULL)`,
    { order_ids }
  )
}
