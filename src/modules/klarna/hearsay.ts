import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/*
 * Anybody who found the address of a callback may call it as often as he likes, so what is said costs few reads of Klarna: none where
 * it is known already, one at a time, and seconds after a look the next one waits for the job.
 */

/**
 * The last look is over for a while. In the first minute after a purchase somebody may wait for the decision: it is looked at at once,
 * whenever it comes.
 */
const AT_ONCE = `(read_at IS NULL OR read_at < now() - interval '10 seconds' OR created_at > now() - interval '1 minute')`

export interface Hearsay {
  order_id: string
  /** Klarna is read now; otherwise the job does it. */
  at_once: boolean
}

/**
 * Somebody says that Klarna decided so about fraud. The mirror is in doubt then; and where a look is under way, it may have come too
 * early to see the decision: then one more follows. @returns undefined when there is nothing to look at
 */
export async function hear(knex: Knex, klarna_order_id: string, fraud_status: string): Promise<Hearsay | undefined> {
  const { rows } = await knex.raw<{ rows: Hearsay[] }>(
    `UPDATE klarna_order
        SET doubtful = doubtful OR ${AT_ONCE},
            next_read_at = CASE WHEN ${AT_ONCE} AND lease_token IS NULL THEN next_read_at
                                ELSE least(next_read_at, now() + interval '30 seconds') END,
            updated_at = now()
      WHERE klarna_order_id = :klarna_order_id AND deleted_at IS NULL
        AND (read_at IS NULL OR doubtful OR fraud_status IS DISTINCT FROM :fraud_status)
  RETURNING order_id, ${AT_ONCE} AS at_once`,
    { klarna_order_id, fraud_status }
  )
  return rows[0]
}
