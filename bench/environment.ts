import type { Login } from "../integration-tests/store/admin-login"

export const login: Login = { email: "merchant@example.com", password: "supersecret" }

/** As in production, whatever the shell says. Nothing here makes anything faster than it is in a store. */
export const medusaEnvironment = (databaseUrl: string, klarna: string): NodeJS.ProcessEnv => ({
  NODE_ENV: "production",
  NODE_OPTIONS: undefined,
  REDIS_URL: undefined,
  LOG_LEVEL: "warn",
  DATABASE_URL: databaseUrl,
  DATABASE_POOL: undefined,
  DISABLE_MEDUSA_ADMIN: "true",
  MEDUSA_DISABLE_TELEMETRY: "true",
  KLARNA_BASE_URL: klarna,
  KLARNA_OPTIONS: "{}",
  // What the clock does is a worker's: here nothing happens that is not measured.
  WITHOUT_JOBS: "1",
  HOST: "localhost",
  PORT: "0",
})
