import { join } from "path"
import type { Browser } from "puppeteer-core"
import { buildAdmin } from "../demo/admin-build"
import { serveAdmin } from "../demo/serve-admin"
import { configOf, hostedPageOf, openStorefront, type Storefront } from "../demo/storefront"
import { openLog } from "../processes/program"
import { logFolder, login, shopProcesses, type ShopProcess, type ShopProcesses } from "../processes/shop-processes"
import { startChromium } from "./chromium"
import { logIn } from "./log-in"

/** A Medusa with its admin, a Klarna, a browser: what every story of the merchant's window is played with. */
export interface House extends Omit<ShopProcesses, "start"> {
  shop: ShopProcess
  /** The demo's. */
  storefront: Storefront
  /** Logged in. */
  browser: Browser
}

/** The admin is built while Medusa is migrated and started. */
export async function openHouse(): Promise<House> {
  const processes = await shopProcesses("admin")
  const undo = [processes.close]
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  const admin = buildAdmin(openLog(join(logFolder, "admin-build.log")))
  // A failure is met below, where the admin is awaited.
  admin.catch(() => undefined)
  try {
    const storefront = await openStorefront()
    undo.push(storefront.close)
    const shop = await processes.start({
      KLARNA_OPTIONS: JSON.stringify({ ...options(processes), hostedPage: hostedPageOf(storefront.url) }),
      STORE_CORS: storefront.url,
      WITHOUT_JOBS: "true",
    })
    storefront.sell(configOf(shop.medusa.url, processes.simulator, shop.store.publishableKey))
    await serveAdmin(shop.medusa, await admin)
    const browser = await startChromium()
    undo.push(() => browser.close())
    await logIn(browser, shop.medusa.url, login)
    return { ...processes, shop, storefront, browser, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Two accounts that sell, and one whose password Klarna does not know. A call is given up at once: stories don't wait for it. */
function options({ line }: ShopProcesses) {
  const account = { username: "simulator", password: "simulator", baseUrl: line.url }
  return {
    accounts: [
      { ...account, id: "europe", region: "eu" },
      { ...account, id: "america", region: "na" },
      { ...account, id: "former", region: "eu", password: "not the password", retired: true },
    ],
    retries: 0,
  }
}
