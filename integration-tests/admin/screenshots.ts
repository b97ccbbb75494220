import { mkdir } from "fs/promises"
import { join } from "path"
import type { Page } from "puppeteer-core"
import { logFolder } from "../processes/shop-processes"
import { stillness } from "./stillness"

/** Not kept: to be looked at after a run. */
const folder = join(logFolder, "screenshots")

/** @returns where it is. */
export async function takeScreenshot(page: Page, name: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${name}.png`) as `${string}.png`
  await stillness(page)
  await page.screenshot({ path })
  return path
}
