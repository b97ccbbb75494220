import { join } from "path"
import type { Browser } from "puppeteer-core"
import { startChromium } from "../admin/chromium"
import { logIn } from "../admin/log-in"
import { card, openWindow, type Window } from "../admin/window"
import { openLog } from "../processes/program"
import { buildAdmin } from "./admin-build"
import { closeHouse, openHouse, type Undo } from "./house"
import { seedOrders } from "./seed-orders"
import { serveAdmin } from "./serve-admin"
import { readSettings, root } from "./settings"

/** `npm run pictures`: what the pages show of the admin and of the simulator, taken anew from the demo's store. */
async function main(): Promise<void> {
  const settings = readSettings(["--once"], { ...process.env, PORT: "0", KLARNA_PORT: "0" })!
  const log = openLog(join(settings.stateFolder, "pictures.log"))
  const undo: Undo = []
  try {
    const house = await openHouse(settings, log, undo)
    const orders = await seedOrders(house.shop, () => undefined)
    await serveAdmin(house.medusa, await buildAdmin(log))
    const browser = await startChromium()
    undo.push(() => browser.close())
    await logIn(browser, house.medusa.url, settings.login)
    const refused = orders.find(({ state }) => state === "needs attention")!
    await takeAll(browser, house.medusa.url, refused.id)
    await takeSimulator(browser, house.klarna.url)
  } finally {
    await closeHouse(undo)
  }
}

async function takeAll(browser: Browser, url: string, refused: string): Promise<void> {
  const order = await openWindow(browser, url)
  await order.openOrder(refused)
  await order.sees("Timeline")
  await take(order, card, "order-needs-attention")
  // The drawer is as high as the window.
  await order.page.setViewport({ width: 1440, height: 760 })
  await order.choose("Compare with Klarna")
  await order.sees("Values")
  await take(order, "[role=dialog]", "side-by-side")

  const all = await openWindow(browser, url)
  await all.openKlarna()
  await all.sees("Needs attention")
  await take(all, card, "klarna-page")
}

async function takeSimulator(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage()
  await page.setViewport({ width: 1360, height: 820 })
  await page.goto(url)
  for (const filled of ["#orders > *", "#requests > *"]) await page.waitForSelector(filled)
  await page.screenshot({ path: pictureOf("simulator") })
}

const pictureOf = (name: string) => join(root, "docs", "images", `${name}.png`) as `${string}.png`

async function take({ page, idle }: Window, what: string, name: string): Promise<void> {
  await idle()
  const element = await page.waitForSelector(what, { visible: true })
  await element?.screenshot({ path: pictureOf(name) })
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    console.error(error)
    process.exit(1)
  }
)
