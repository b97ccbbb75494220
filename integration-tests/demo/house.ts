import type { WriteStream } from "fs"
import { startPostgres } from "../postgres/start-postgres"
import { dropDatabase, openDatabase } from "../processes/database"
import type { Running } from "../processes/program"
import { during } from "./progress"
import { startKlarna, startMedusa } from "./servers"
import type { Settings } from "./settings"
import { configOf, openStorefront, type Storefront } from "./storefront"
import { openShop, type Shop } from "./shop"
import { bringBack, dataFolder, forget, readKept, type Kept } from "./state"

export interface House {
  shop: Shop
  medusa: Running
  klarna: Running
  storefront: Storefront
  /** What an earlier start left, where it was asked for. */
  kept?: Kept
}

/** What has to be undone at the end, the last thing first. */
export type Undo = (() => Promise<void>)[]

/** Starts everything: PostgreSQL, Klarna, Medusa, a store in it, and a storefront. What was started so far is in `undo` at any time. */
export async function openHouse(settings: Settings, log: WriteStream, undo: Undo): Promise<House> {
  const { mode, stateFolder, database } = settings
  const kept = settings.keep ? await readKept(stateFolder) : undefined
  if (!kept && mode !== "once") await forget(stateFolder)

  const { databaseUrl, klarna } = await during("PostgreSQL and the Klarna simulator", async () => {
    const postgres = await startPostgres(process.env, mode === "once" ? undefined : dataFolder(stateFolder))
    undo.push(postgres.stop)
    const databaseUrl = await openDatabase(postgres, database, Boolean(kept))
    if (mode === "once") undo.push(() => dropDatabase(postgres, database))
    const klarna = await startKlarna(settings, log)
    undo.push(klarna.stop)
    return { databaseUrl, klarna }
  })
  const storefront = await openStorefront({ host: settings.host, port: settings.storefrontPort })
  undo.push(storefront.close)
  const urls = { klarna: klarna.url, storefront: storefront.url }
  const medusa = await during("Medusa: migrations and start", () => startMedusa(settings, databaseUrl, urls, log))
  undo.push(medusa.stop)
  const shop = await during("A store in Sweden, Germany and the United States", async () => {
    const shop = await openShop({ medusa: medusa.url, klarna: klarna.url }, settings.login, kept?.store)
    if (kept) await bringBack(shop.klarna, kept)
    return shop
  })
  storefront.sell(configOf(medusa.url, klarna.url, shop.store.publishableKey))
  return { shop, medusa, klarna, storefront, kept }
}

export async function closeHouse(undo: Undo): Promise<void> {
  for (const step of undo.splice(0).reverse()) {
    await step().catch((error: Error) => console.error(`While closing: ${error.message}`))
  }
}
