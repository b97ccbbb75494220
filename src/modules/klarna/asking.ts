import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/*
 * While a merchant's request waits for Medusa's commit, Klarna may already have what Medusa has not. The row then says what was asked
 * (`asked`, see workflows/sync/asked.ts), and nobody puts Klarna back before the request is over or `until` has come.
 */

/**
 * A sync gives an order back that is being asked about, and leaves a mark that somebody has to look when the request is over.
 * @returns false when the request is over meanwhile: go round again.
 */
export async function holdBack(knex: Knex, order_id: string, token: string): Promise<boolean> {
  const held = await knex("klarna_order")
    .where({ order_id, lease_token: token })
    .whereNotNull("asked")
    .update({ asked: knex.raw(`asked || '{"held": true}'`), lease_token: null, lease_until: null })
  if (!held) return false
  await knex("klarna_order").where({ order_id, lease_token: token }).update({ lease_token: null, lease_until: null })
  return true
}

/**
 * The request is over. Without a commit the order is due at once: what Klarna agreed to is to be taken back.
 * @returns whether a sync came meanwhile and was held back.
 */
export async function endAsking(knex: Knex, order_id: string, asker: string, committed: boolean): Promise<boolean> {
  const { rows } = await knex.raw<{ rows: { held: boolean | null }[] }>(
    `WITH before AS (
       SELECT id, asked FROM klarna_order
        WHERE order_id = :order_id AND asked->>'token' = :asker AND deleted_at IS NULL FOR UPDATE
     )
     UPDATE klarna_order AS k
        SET asked = NULL, next_attempt_at = CASE WHEN :committed THEN k.next_attempt_at ELSE now() END
       FROM before
      WHERE k.id = before.id
  RETURNING (before.asked->>'held')::boolean AS held`,
    { order_id, asker, committed }
  )
  return rows.some(({ held }) => held)
}
