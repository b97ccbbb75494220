import type { Pool } from "pg"

/** The plugin's own, and what core writes first of a capture, a refund and a purchase. */
const TABLES = ["klarna_order", "klarna_operation", "capture", "refund", "order_payment_collection"]

/** Of what Klarna says, and of merchants; not ours to move. */
const NOT_OURS = ["expires_at", "off_at"]

/**
 * As if so many minutes had passed since anything was written down: leases end, retries come due, nothing is on its way any more. The
 * clocks themselves go on as they are, so that nobody has to wait. Where processes are at work meanwhile, `dead` names the claims of
 * those that are not: what the living hold is left alone.
 */
export async function letMinutesPass(database: Pool, minutes: number, dead?: string[]): Promise<void> {
  const { rows } = await database.query<{ table_name: string; column_name: string }>(
    `SELECT table_name, column_name FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name = ANY($1)
        AND data_type = 'timestamp with time zone' AND NOT column_name = ANY($2)`,
    [TABLES, NOT_OURS]
  )
  const nobodys = "lease_token IS NULL OR $1::text[] IS NULL OR lease_token = ANY($1)"
  for (const table of TABLES) {
    const columns = rows.filter(({ table_name }) => table_name === table).map(({ column_name }) => column_name)
    const moved = columns.map((column) => `${column} = ${column} - make_interval(mins => ${minutes})`).join(", ")
    if (table === "klarna_order") await database.query(`UPDATE ${table} SET ${moved} WHERE ${nobodys}`, [dead])
    else await database.query(`UPDATE ${table} SET ${moved}`)
  }
  const until = `to_jsonb((asked->>'until')::timestamptz - make_interval(mins => ${minutes}))`
  await database.query(
    `UPDATE klarna_order SET asked = jsonb_set(asked, '{until}', ${until}) WHERE asked IS NOT NULL AND (${nobodys})`,
    [dead]
  )
}

export interface Lease {
  token: string
  until: string
}

/** Who holds an order now. A process that lives renews its claim; one that is held unchanged after a while was left by a dead one. */
export async function leasesOf(database: Pool): Promise<Lease[]> {
  const { rows } = await database.query<Lease>(
    "SELECT lease_token AS token, lease_until::text AS until FROM klarna_order WHERE lease_token IS NOT NULL"
  )
  return rows
}
