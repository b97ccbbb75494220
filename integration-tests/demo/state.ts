import { existsSync } from "fs"
import { mkdir, readFile, rm, writeFile } from "fs/promises"
import { join } from "path"
import type { OrderState, SeedOrder, SimulatorControls } from "../../src/simulator"
import type { SeededStore } from "../store/seed-store"
import type { SeededOrder } from "./seed-orders"

/**
 * What `--keep` goes on with. PostgreSQL leaves its data in a folder; the simulator has its orders in memory only, so
 * they are written down when the demo ends and made again, the same, at the next start. Its log of requests starts anew.
 */
export interface Kept {
  store: SeededStore
  orders: SeededOrder[]
  klarnaOrders: SeedOrder[]
}

export const dataFolder = (stateFolder: string) => join(stateFolder, "postgres")
const keptFile = (stateFolder: string) => join(stateFolder, "demo.json")

/** @returns undefined when there is nothing to go on with. */
export async function readKept(stateFolder: string): Promise<Kept | undefined> {
  const file = keptFile(stateFolder)
  return existsSync(file) ? (JSON.parse(await readFile(file, "utf8")) as Kept) : undefined
}

export async function forget(stateFolder: string): Promise<void> {
  await mkdir(stateFolder, { recursive: true })
  for (const old of [keptFile(stateFolder), dataFolder(stateFolder)]) await rm(old, { recursive: true, force: true })
}

export async function writeDown(stateFolder: string, klarna: SimulatorControls, kept: Omit<Kept, "klarnaOrders">) {
  const klarnaOrders = (await klarna.orders()).map(asSeed)
  await writeFile(keptFile(stateFolder), JSON.stringify({ ...kept, klarnaOrders } satisfies Kept, null, 2))
}

export async function bringBack(klarna: SimulatorControls, { klarnaOrders }: Kept): Promise<void> {
  for (const order of klarnaOrders) await klarna.seedOrder(order)
}

/** Without what no control can seed: refunds of no capture in particular, mails sent again, days granted. */
export function asSeed({
  refund_unassigned,
  rejected_at,
  send_outs,
  due_date_extensions,
  ...order
}: OrderState): SeedOrder {
  void [refund_unassigned, rejected_at, send_outs, due_date_extensions]
  return order
}
