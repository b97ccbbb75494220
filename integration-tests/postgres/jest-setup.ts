import { startPostgres, type Postgres } from "./start-postgres"

declare global {
  var testPostgres: Postgres | undefined
}

/** Once per jest run, however many projects ask for it. Medusa's test runners read where PostgreSQL is from `DB_*`. */
export default async function startTestPostgres(): Promise<void> {
  const postgres = await startPostgres()
  globalThis.testPostgres = postgres
  process.env.DB_HOST = postgres.host
  process.env.DB_PORT = String(postgres.port)
  process.env.DB_USERNAME = postgres.username
  process.env.DB_PASSWORD = postgres.password
  process.env.LOG_LEVEL ??= "error"
}
