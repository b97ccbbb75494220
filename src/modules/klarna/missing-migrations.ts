import { readdir } from "node:fs/promises"
import { join, parse } from "node:path"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** Where Medusa notes what it has run. Source: `@medusajs/framework/dist/migrations/migrator.js`. */
const NOTED_IN = "mikro_orm_migrations"

/** The names of the plugin's migrations that this database has not had, the oldest first. */
export async function missingMigrations(knex: Knex): Promise<string[]> {
  const files = await readdir(join(__dirname, "migrations"))
  const names = files.filter((file) => /^Migration\d+\.(js|ts)$/.test(file)).map((file) => parse(file).name)
  const isNoted = await knex.schema.hasTable(NOTED_IN)
  const noted: { name: string }[] = isNoted ? await knex(NOTED_IN).whereIn("name", names).select("name") : []
  return names.filter((name) => noted.every((each) => each.name !== name)).sort()
}
