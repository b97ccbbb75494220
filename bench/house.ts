import { mkdirSync } from "fs"
import { join } from "path"
import { Pool } from "pg"
import { openShop, type Shop } from "../integration-tests/demo/shop"
import { startPostgres } from "../integration-tests/postgres/start-postgres"
import type { PaidOrder } from "../integration-tests/processes/copy-orders"
import { dropDatabase, openDatabase } from "../integration-tests/processes/database"
import { openLog, startServer, type Running } from "../integration-tests/processes/program"
import type { SeededStore } from "../integration-tests/store/seed-store"
import { simulatorControls, type SimulatorControls } from "../src/simulator/controls-client"
import { medusaEnvironment, login } from "./environment"
import { taskCaller, type CallTask } from "./inside/call-task"
import { orderStock } from "./orders"

/** A Medusa in a process of its own, everybody who speaks with it, and what only works inside of it. */
export interface ShopProcess extends Shop {
  medusa: Running
  task: CallTask
}

/** With the plugin, or plain: no plugin at all, and a payment provider that does nothing. */
export type Kind = "plugin" | "plain"

export interface House {
  /** Fewer samples: does it run at all? */
  isQuick: boolean
  klarna: SimulatorControls
  klarnaUrl: string
  database: Pool
  /** Of the bench's own store. */
  databaseUrl: string
  start(kind: Kind, env?: NodeJS.ProcessEnv): Promise<ShopProcess>
  /** Orders of the store, paid with Klarna and in step, that nobody has touched. `shop` meets them. */
  orders(shop: ShopProcess, count: number): Promise<PaidOrder[]>
  close(): Promise<void>
}

const logFolder = join(__dirname, "..", "integration-tests", ".state")

/** PostgreSQL and the simulator each in a process of its own, and a store that was seeded with a plugin's process, which is gone again. */
export async function openHouse(isQuick: boolean): Promise<House> {
  const undo: (() => Promise<unknown>)[] = []
  mkdirSync(logFolder, { recursive: true })

  const postgres = await startPostgres()
  undo.push(() => postgres.stop())
  const name = `medusa_klarna_bench_${process.pid}`
  const databaseUrl = await openDatabase(postgres, name, false)
  undo.push(() => dropDatabase(postgres, name))
  const simulator = await startServer({
    name: "The Klarna simulator",
    file: "src/simulator/bin.ts",
    args: ["--port", "0", "--merchant", "simulator:simulator"],
    log: openLog(join(logFolder, "bench-klarna.log")),
  })
  undo.push(simulator.stop)
  const pool = openPool(databaseUrl)
  undo.push(() => pool.end())

  let store: SeededStore | undefined
  let started = 0

  async function start(kind: Kind, env: NodeJS.ProcessEnv = {}): Promise<ShopProcess> {
    // The first one migrates, and only one with the plugin makes the plugin's tables.
    if (!store && kind === "plain") await (await start("plugin")).medusa.kill()
    const medusa = await startServer({
      name: kind === "plugin" ? "Medusa with the plugin" : "A plain Medusa",
      file: `bench/inside/${kind}-server.ts`,
      env: { ...medusaEnvironment(databaseUrl, simulator.url), ...(store ? {} : firstStart), ...env },
      log: openLog(join(logFolder, `bench-${kind}-${++started}.log`)),
    })
    undo.push(medusa.kill)
    const shop = await openShop({ medusa: medusa.url, klarna: simulator.url }, login, store)
    store = shop.store
    return { ...shop, medusa, task: taskCaller(medusa.url) }
  }

  const house: House = {
    isQuick,
    klarna: simulatorControls(simulator.url),
    klarnaUrl: simulator.url,
    database: pool,
    databaseUrl,
    start,
    orders: (shop, count) => stock.take(shop, count),
    close: async () => {
      for (const step of undo.splice(0).reverse()) await step().catch((error) => console.error(String(error)))
    },
  }
  const stock = orderStock(house)
  return house
}

const firstStart = { ADMIN_EMAIL: login.email, ADMIN_PASSWORD: login.password }

/** A connection that its database's end takes along is no fault of anybody's. */
function openPool(connectionString: string): Pool {
  const pool = new Pool({ connectionString, application_name: "medusa-klarna bench" })
  pool.on("error", () => undefined)
  return pool
}
