import { Client } from "pg"
import type { Postgres } from "../postgres/start-postgres"

/** Makes sure of an empty database of this name; with `keep`, of any. @returns its URL. */
export async function openDatabase(postgres: Postgres, name: string, keep: boolean): Promise<string> {
  await asOwner(postgres, async (client) => {
    const quoted = client.escapeIdentifier(name)
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [name])
    if (rowCount && !keep) await client.query(`DROP DATABASE ${quoted} WITH (FORCE)`)
    if (!rowCount || !keep) await client.query(`CREATE DATABASE ${quoted}`)
  })
  return postgres.url(name)
}

export async function dropDatabase(postgres: Postgres, name: string): Promise<void> {
  await asOwner(postgres, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`)
  )
}

async function asOwner(postgres: Postgres, act: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: postgres.url("postgres") })
  await client.connect()
  await act(client).finally(() => client.end())
}
