import type { Knex } from "@medusajs/framework/mikro-orm/knex"

const neutral: Record<string, string> = {
  text: "'x'",
  jsonb: "'{}'",
  integer: "0",
  numeric: "0",
  boolean: "false",
  "timestamp with time zone": "now()",
}

/**
 * Many rows at once, without Medusa. `columns` are SQL in which `n` counts from 1; those that the table does not have are left out, and
 * what it must have beside them is filled with something of its type.
 */
export async function fillTable(
  knex: Knex,
  table: string,
  count: number,
  columns: Record<string, string>
): Promise<void> {
  const { rows } = await knex.raw<{ rows: { name: string; type: string; must: boolean }[] }>(
    `SELECT column_name AS name, data_type AS type, is_nullable = 'NO' AND column_default IS NULL AS must
       FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ?`,
    [table]
  )
  const filled = rows
    .filter(({ name, must }) => must || name in columns)
    .map(({ name, type }) => [name, columns[name] ?? neutral[type]])
  await knex.raw(
    `INSERT INTO "${table}" (${filled.map(([name]) => `"${name}"`).join(", ")})
     SELECT ${filled.map(([, value]) => value).join(", ")} FROM generate_series(1, ${count}) AS n`
  )
}
