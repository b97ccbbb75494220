import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** So long after a write that brought no answer Klarna has ended it, one way or the other. */
const LATER = "interval '75 seconds'"

/** That much time has passed for whatever the plugin gave up for lost. */
export async function nothingCanComeAnyMore(container: MedusaContainer): Promise<void> {
  const knex = container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION)
  await knex.raw(
    `UPDATE klarna_order
        SET next_read_at = next_read_at - ${LATER},
            acknowledged = jsonb_set(acknowledged, '{late}', (
              SELECT jsonb_object_agg(key, CAST(value #>> '{}' AS timestamptz) - ${LATER}) FROM jsonb_each(acknowledged->'late')))
      WHERE acknowledged->'late' IS NOT NULL`
  )
}
