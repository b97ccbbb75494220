import type { Frame, Page } from "puppeteer-core"

/*
 * NOT VERIFIED HERE: written from Klarna's published test data, without access to its page. Where it fails, a person pays
 * (docs/playground.md). https://docs.klarna.com/resources/developer-tools/sample-data/
 */

/** Any six digits but 999999. */
const ONE_TIME_CODE = "123456"

/** English, Swedish and German: the page speaks the buyer's language. */
const FORWARD =
  /^(pay|continue|confirm|buy|agree|betala|fortsätt|bekräfta|köp|godkänn|bezahlen|weiter|bestätigen|kaufen)/i

/** One step towards "paid", wherever the page stands: fills a code that is asked for, else presses the button that leads on. */
export async function nextStep(page: Page): Promise<void> {
  for (const frame of page.frames()) {
    if (await step(frame).catch(() => false)) return
  }
}

async function step(frame: Frame): Promise<boolean> {
  const code = await frame.$("input[autocomplete='one-time-code'], input[name*='otp' i], input[id*='otp' i]")
  if (code && !(await code.evaluate((input) => (input as unknown as { value: string }).value))) {
    await code.type(ONE_TIME_CODE)
    return true
  }
  for (const button of await frame.$$("button:not([disabled]), [role='button']")) {
    const label = await button.evaluate((element) => (element.textContent ?? "").trim())
    if (!FORWARD.test(label) || !(await button.isVisible())) continue
    await button.click()
    return true
  }
  return false
}
