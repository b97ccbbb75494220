import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { MedusaContainer } from "@medusajs/framework/types"

/** From now on PostgreSQL refuses such writes to this table, as with a full disk; until the answered function is called. */
export async function breakWrites(
  container: MedusaContainer,
  table: string,
  which = "INSERT"
): Promise<() => Promise<void>> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  await knex.raw(`
    CREATE FUNCTION refuse_rows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk full'; END $$;
    CREATE TRIGGER refuse_rows BEFORE ${which} ON "${table}" FOR EACH ROW EXECUTE FUNCTION refuse_rows();
  `)
  return async () => {
    await knex.raw(`DROP TRIGGER refuse_rows ON "${table}"; DROP FUNCTION refuse_rows();`)
  }
}
