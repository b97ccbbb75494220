import type { Page } from "puppeteer-core"
import { eventually } from "../store/wait-for"

/** More than any of our pages has places to stop at. */
const PLACES = 150

const focused = `(({ activeElement: at }) => at?.getAttribute("aria-label") ?? at?.innerText ?? "")(document)`

/** A merchant without a mouse. Places are named as a screen reader names them; what is written below a name may follow. */
export function keyboardOf(page: Page) {
  const place = async () => String(await page.evaluate(focused)).trim()
  const go = (key: "Tab" | "ArrowDown", held?: "Shift") => async (name: string) => {
    const seen: string[] = []
    for (let step = 0; step < PLACES; step++) {
      if (held) await page.keyboard.down(held)
      await page.keyboard.press(key)
      if (held) await page.keyboard.up(held)
      seen.push(await place())
      if (seen.at(-1)!.startsWith(name)) return
    }
    throw new Error(`${key} does not lead to "${name}", but to ${[...new Set(seen)].join(", ")}`)
  }
  return {
    tabTo: go("Tab"),
    tabBackTo: go("Tab", "Shift"),
    arrowTo: go("ArrowDown"),
    hasFocus: (name: string) =>
      eventually(async () => expect(await place()).toBe(name), { timeout: 10_000, what: "the focus" }),
  }
}
