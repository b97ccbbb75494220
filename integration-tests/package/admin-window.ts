import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { startChromium } from "../admin/chromium"
import { logIn } from "../admin/log-in"
import type { Login } from "../store/admin-login"

/** What plugin and dashboard have to have in common, or the plugin's pages find no session, no language, no route. */
const shared = ["react", "@tanstack/react-query", "react-i18next", "react-router-dom", "@medusajs/ui"]

export function expectOneOfEach(folder: string): void {
  const from = (name: string) => createRequire(join(folder, "node_modules", name, "package.json"))
  const [plugin, dashboard] = [from("medusa-klarna"), from("@medusajs/dashboard")]
  for (const name of shared) assert.equal(plugin.resolve(name), dashboard.resolve(name), `there are two of ${name}`)
}

/** The store's own build of the admin has the plugin's extensions in it. */
export function expectExtensionsIn(folder: string): void {
  const assets = join(folder, ".medusa", "server", "public", "admin", "assets")
  const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"))
  const has = scripts.some((name) => readFileSync(join(assets, name), "utf8").includes("medusa-klarna-order"))
  assert.ok(has, "the built admin has no Klarna section")
}

/** A merchant opens an order and reads how it stands with Klarna. @throws Error; then a picture is in the folder */
export async function readOrderPage(folder: string, url: string, login: Login, orderId: string): Promise<void> {
  const answer = await fetch(`${url}/app`)
  assert.equal(answer.status, 200)
  const browser = await startChromium()
  try {
    await logIn(browser, url, login)
    const page = await browser.newPage()
    await page.goto(`${url}/app/orders/${orderId}`)
    const section = page.waitForSelector('::-p-xpath(//h2[normalize-space()="Klarna"])', { timeout: 60_000 })
    await section.catch(async (error: Error) => {
      await page.screenshot({ path: join(folder, "admin.png") })
      throw error
    })
  } finally {
    await browser.close()
  }
}
