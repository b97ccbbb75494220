import type { Pool, PoolClient } from "pg"

/** A statement of Medusa's, to be stopped right before it takes effect. */
export interface HeldStatement {
  table: string
  on: "INSERT" | "UPDATE"
  /** An SQL condition; `$1` is the row as it will be, `$2` as it was (null for an INSERT). */
  when: string
}

export interface HeldStatements {
  /** Answers, by the given names, which statements wait there now. */
  reached(): Promise<Set<string>>
  /** Ends the connections of a process that is gone, as PostgreSQL does when it notices, and holds nothing any more. */
  release(): Promise<void>
}

const LOCK = 4711

/** How our own connections call themselves; all others are Medusa's. */
export const TESTS = "medusa-klarna tests"

/**
 * Stops Medusa between two instructions without a line of test code in it: a trigger waits for a lock that this connection has. What was
 * held never happened: its connection is ended before the lock is given back.
 */
export async function holdStatements(
  database: Pool,
  statements: Record<string, HeldStatement>
): Promise<HeldStatements> {
  const names = Object.keys(statements)
  const client = await database.connect()
  await client.query(`
    CREATE FUNCTION hold_here() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE it boolean;
    BEGIN
      EXECUTE 'SELECT ' || TG_ARGV[1] INTO it USING NEW, OLD;
      IF it THEN PERFORM pg_advisory_xact_lock(${LOCK}, TG_ARGV[0]::int); END IF;
      RETURN NEW;
    END $$`)
  for (const [index, { table, on, when }] of Object.values(statements).entries()) {
    await client.query("SELECT pg_advisory_lock($1, $2)", [LOCK, index])
    await client.query(
      `CREATE TRIGGER hold_${index} BEFORE ${on} ON "${table}"
       FOR EACH ROW EXECUTE FUNCTION hold_here(${index}, ${client.escapeLiteral(when)})`
    )
  }
  return {
    reached: async () => {
      const { rows } = await database.query<{ index: number }>(
        `SELECT DISTINCT objid::int AS index FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
          WHERE locktype = 'advisory' AND classid = ${LOCK} AND NOT granted AND datname = current_database()`
      )
      return new Set(rows.map(({ index }) => names[index]))
    },
    release: async () => {
      await endOtherConnections(client)
      await client.query("DROP FUNCTION hold_here() CASCADE")
      await client.query("SELECT pg_advisory_unlock_all()")
      client.release()
    },
  }
}

async function endOtherConnections(client: PoolClient): Promise<void> {
  const others = `datname = current_database() AND application_name <> '${TESTS}' AND backend_type = 'client backend'`
  let left: number
  do {
    const { rows } = await client.query(
      `SELECT count(pg_terminate_backend(pid, 5000))::int AS ended FROM pg_stat_activity WHERE ${others}`
    )
    left = rows[0].ended
  } while (left)
}
