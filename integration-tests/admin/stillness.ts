import type { Page } from "puppeteer-core"

/** A spinner turns for ever. */
const moves = "({ playState, effect }) => playState === 'running' && effect.getComputedTiming().iterations !== Infinity"

/** Waits until nothing fades or slides in any more: half there, everything is too pale and in a wrong place. */
export async function stillness(page: Page): Promise<void> {
  await page.waitForFunction(`!document.getAnimations().some(${moves})`)
}
