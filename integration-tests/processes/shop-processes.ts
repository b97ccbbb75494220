import { mkdirSync } from "fs"
import { join } from "path"
import { Pool } from "pg"
import { openShop, type Shop } from "../demo/shop"
import { startPostgres } from "../postgres/start-postgres"
import { simulatorControls, startKlarnaSimulator, type SimulatorControls } from "../../src/simulator"
import type { Login } from "../store/admin-login"
import type { SeededStore } from "../store/seed-store"
import { openDatabase, dropDatabase } from "./database"
import { TESTS } from "./held-statements"
import { openKlarnaLine, type KlarnaLine } from "./klarna-line"
import { openLog, startServer, type Running } from "./program"

export const login: Login = { email: "merchant@example.com", password: "supersecret" }

/** Where processes leave their logs. */
export const logFolder = join(__dirname, "..", ".state")

/** A Medusa in a process of its own, and everybody who speaks with it. */
export interface ShopProcess extends Shop {
  medusa: Running
}

export interface ShopProcesses {
  /** Starts one more Medusa on the same database. */
  start(env?: NodeJS.ProcessEnv): Promise<ShopProcess>
  klarna: SimulatorControls
  /** The simulator's own address, for browsers; the shop calls it over the line. */
  simulator: string
  line: KlarnaLine
  /** A look into the database, beside Medusa. */
  database: Pool
  close(): Promise<void>
}

/**
 * What crash tests play in: real Medusa processes on one database, and a Klarna in this process, behind a line that can be held. The
 * first process migrates, and a store is seeded with it.
 */
export async function shopProcesses(name: string): Promise<ShopProcesses> {
  const undo: (() => Promise<unknown>)[] = []
  mkdirSync(logFolder, { recursive: true })

  const postgres = await startPostgres()
  const database = `medusa_klarna_${name}_${process.pid}`
  const databaseUrl = await openDatabase(postgres, database, false)
  undo.push(() => dropDatabase(postgres, database))
  const simulator = await startKlarnaSimulator()
  undo.push(simulator.close)
  const line = await openKlarnaLine(simulator.url)
  undo.push(line.close)
  const pool = new Pool({ connectionString: databaseUrl, application_name: TESTS })
  undo.push(() => pool.end())

  let store: SeededStore | undefined
  let started = 0

  async function start(env: NodeJS.ProcessEnv = {}): Promise<ShopProcess> {
    const medusa = await startServer({
      name: "Medusa",
      file: "integration-tests/processes/medusa-server.ts",
      env: { ...environment(databaseUrl, line.url), ...(store ? {} : firstStart), ...env },
      log: openLog(join(logFolder, `${name}-${++started}.log`)),
    })
    undo.push(medusa.kill)
    const shop = await openShop({ medusa: medusa.url, klarna: simulator.url }, login, store)
    store = shop.store
    return { ...shop, medusa }
  }

  return {
    start,
    klarna: simulatorControls(simulator.url),
    simulator: simulator.url,
    line,
    database: pool,
    close: async () => {
      for (const step of undo.splice(0).reverse()) await step()
    },
  }
}

const firstStart = { ADMIN_EMAIL: login.email, ADMIN_PASSWORD: login.password }

/** As in production, whatever Jest and the shell say; nothing of their Redis. */
function environment(databaseUrl: string, klarna: string): NodeJS.ProcessEnv {
  return {
    NODE_ENV: "production",
    NODE_OPTIONS: undefined,
    JEST_WORKER_ID: undefined,
    REDIS_URL: undefined,
    LOG_LEVEL: "warn",
    DATABASE_URL: databaseUrl,
    // Statements that are held keep their connections.
    DATABASE_POOL: "100",
    DISABLE_MEDUSA_ADMIN: "true",
    MEDUSA_DISABLE_TELEMETRY: "true",
    KLARNA_BASE_URL: klarna,
    KLARNA_OPTIONS: "{}",
    HOST: "localhost",
    PORT: "0",
  }
}
