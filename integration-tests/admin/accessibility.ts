import { source, type AxeResults } from "axe-core"
import type { Page } from "puppeteer-core"
import { stillness } from "./stillness"

/** What opens above the page. */
export const opened = "[role=dialog], [role=alertdialog], [role=menu]"

/**
 * What keeps people from using our part of the page; empty: nothing. Medusa's own parts around it are not ours to judge: its sidebar
 * and its order sections have buttons without names.
 */
export async function seriousFaults(page: Page, selector: string): Promise<string[]> {
  const part = await page.waitForSelector(selector)
  await stillness(page)
  await page.evaluate(source)
  // Runs in the page, where the script above has put axe; no type of ours knows that page's globals.
  const { violations } = await part!.evaluate((element) =>
    (globalThis as unknown as { axe: { run(part: unknown): Promise<AxeResults> } }).axe.run(element)
  )
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}. ${failureSummary}`))
}
