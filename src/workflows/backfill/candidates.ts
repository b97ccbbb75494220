import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { BackfillOptions } from "./options"

/** A payment of the other provider. */
export interface Candidate {
  payment_id: string
  order_id: string
  currency_code: string
  data: unknown
}

const OF_ORDERS = `FROM payment
  JOIN order_payment_collection AS link
    ON link.payment_collection_id = payment.payment_collection_id AND link.deleted_at IS NULL
 WHERE payment.deleted_at IS NULL AND payment.provider_id LIKE :like`

/** A range of the primary key, oldest first. */
export async function selectCandidates(
  knex: Knex,
  { provider }: BackfillOptions,
  { after, upTo, limit }: { after: string; upTo: string; limit: number }
): Promise<Candidate[]> {
  const { rows } = await knex.raw<{ rows: Candidate[] }>(
    `SELECT payment.id AS payment_id, link.order_id, payment.currency_code, payment.data ${OF_ORDERS}
        AND payment.id > :after AND payment.id <= :upTo
      ORDER BY payment.id
      LIMIT :limit`,
    { like: likeOf(provider), after, upTo, limit }
  )
  return rows
}

/** How many there are, and the last of them: what is bought from now on is not the backfill's. */
export async function sizeUp(knex: Knex, { provider }: BackfillOptions): Promise<{ total: number; up_to: string }> {
  const { rows } = await knex.raw<{ rows: { total: string; up_to: string | null }[] }>(
    `SELECT count(*) AS total, max(payment.id) AS up_to ${OF_ORDERS}`,
    { like: likeOf(provider) }
  )
  return { total: Number(rows[0].total), up_to: rows[0].up_to ?? "" }
}

const likeOf = (pattern: string) => pattern.replace(/[%_\\]/g, "\\$&").replace(/\*/g, "%")
