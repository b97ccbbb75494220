import type { Knex } from "@medusajs/framework/mikro-orm/knex"

export interface BillingRefusals {
  /** Klarna orders whose billing address was refused and whose delivery address was accepted, since the last re-arm. */
  orders: number
  /** Identifies the last re-arm, `start` where there was none: what is said once, is said once since then. */
  since: string
}

/** How an account took billing addresses lately. Answers of Klarna's edge, which have no code of Klarna's, decide nothing. */
export async function billingRefusals(knex: Knex, account_id: string): Promise<BillingRefusals> {
  const { rows } = await knex.raw<{ rows: BillingRefusals[] }>(
    `WITH rearmed AS (
       SELECT id, created_at FROM klarna_operation
        WHERE account_id = :account_id AND kind = 'rearm_billing' AND deleted_at IS NULL
        ORDER BY created_at DESC LIMIT 1
     )
     SELECT count(DISTINCT refused.klarna_order_id)::int AS orders, coalesce((SELECT id FROM rearmed), 'start') AS since
       FROM klarna_operation AS refused
      WHERE refused.account_id = :account_id AND refused.kind = 'billing_address' AND refused.deleted_at IS NULL
        AND refused.outcome = 'refused' AND refused.error_code <> 'UNAUTHORIZED' AND refused.error_code NOT LIKE 'HTTP\\_%'
        AND refused.created_at > coalesce((SELECT created_at FROM rearmed), '-infinity')
        AND EXISTS (
          SELECT FROM klarna_operation AS taken
           WHERE taken.klarna_order_id = refused.klarna_order_id AND taken.deleted_at IS NULL
             AND taken.kind = 'shipping_address' AND taken.outcome = 'accepted'
        )`,
    { account_id }
  )
  return rows[0]
}
