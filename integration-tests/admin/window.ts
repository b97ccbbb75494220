import type { Browser, HTTPRequest, HTTPResponse } from "puppeteer-core"
import { waitFor } from "../store/wait-for"
import { keyboardOf } from "./keyboard"
import { takeScreenshot } from "./screenshots"

/** How the merchant likes the admin. */
export interface Look {
  language?: string
  dark?: boolean
}

/** Several specs may share two processors. */
const PATIENCE_MS = 60_000

const aria = (role: string, name: string) => `::-p-aria([name="${name}"][role="${role}"])`

/** Our part of a page: the card below our heading. */
export const card =
  "::-p-xpath(//*[(self::h1 or self::h2) and starts-with(., 'Klarna')]/ancestor::div[contains(@class, 'shadow-elevation-card-rest')])"

export type Window = Awaited<ReturnType<typeof openWindow>>

/** A tab of the admin, spoken to as a person would: by what is written there. */
export async function openWindow(browser: Browser, url: string, { language = "en", dark = false }: Look = {}) {
  const page = await browser.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  await page.setViewport({ width: 1440, height: 1400 })
  await page.evaluateOnNewDocument(`
    document.cookie = "lng=${language};path=/"
    localStorage.setItem("medusa_admin_theme", "${dark ? "dark" : "light"}")
  `)
  const answers: HTTPResponse[] = []
  const broken: string[] = []
  page.on("response", (answer) => answers.push(answer))
  page.on("pageerror", (error) => broken.push(String(error)))

  /** Amounts have spaces at which no line breaks. */
  const text = async () => String(await page.evaluate("document.body.innerText")).replace(/[\u00a0\u202f]/g, " ")
  /** A sentence and a picture say more than a selector that was waited for. */
  const orComplain = <Result>(attempt: Promise<Result>, complaint: string) =>
    attempt.catch(async () => {
      throw new Error(`${complaint}: ${await takeScreenshot(page, "failed")}`)
    })
  const patiently = (look: () => Promise<boolean>, complaint: string) =>
    orComplain(waitFor(look, { timeout: PATIENCE_MS, every: 100 }), complaint)

  const open = async (path: string, heading: string) => {
    answers.length = 0
    await page.goto(`${url}/app${path}`)
    const headings = `::-p-xpath(//h1[.='${heading}'] | //h2[.='${heading}'])`
    await orComplain(page.waitForSelector(headings), `${path} has no heading "${heading}"`)
    await page.bringToFront()
  }

  const find = (role: string, name: string) =>
    orComplain(page.waitForSelector(aria(role, name), { visible: true }), `The page has no ${role} "${name}"`)
  const press = (role: string, name: string) =>
    orComplain(page.locator(aria(role, name)).click(), `There is no ${role} "${name}" to press`)

  return {
    ...keyboardOf(page),
    page,
    /** What went wrong in the page's own code; empty: nothing. */
    broken,
    openOrder: (id: string, heading = "Klarna") => open(`/orders/${id}`, heading),
    openOrders: () => open("/orders", "Orders"),
    openKlarna: (view = "all") => open(`/klarna?view=${view}`, "Klarna orders"),
    openSettings: () => open("/settings/klarna", "Klarna"),

    sees: async (...words: string[]) => {
      for (const word of words) await patiently(async () => (await text()).includes(word), `The page has no "${word}"`)
    },
    seesNo: (word: string) => patiently(async () => !(await text()).includes(word), `The page still has "${word}"`),
    text,

    find,
    press,
    /** In place of what is written there. */
    write: async (label: string, words: string, role = "textbox") => {
      await (await find(role, label))?.click({ count: 3 })
      await page.keyboard.press("Backspace")
      await page.keyboard.sendCharacter(words)
    },
    /** One of the rarer actions. */
    choose: async (action: string) => {
      await press("button", "Klarna actions")
      await press("menuitem", action)
    },

    /** Nothing is under way any more. */
    idle: () => page.waitForNetworkIdle(),
    /** What our routes answered since the page was opened, as `200 GET /admin/klarna/orders/...`. */
    klarnaAnswers: () =>
      answers
        .map((answer) => `${answer.status()} ${answer.request().method()} ${new URL(answer.url()).pathname}`)
        .filter((line) => line.includes("/admin/klarna/")),
    /** Meanwhile requests whose path has this in it meet no store. */
    withoutStore: async (path: string, act: () => Promise<void>) => {
      const cut = (request: HTTPRequest) => (request.url().includes(path) ? request.abort() : request.continue())
      await page.setRequestInterception(true)
      page.on("request", cut)
      await act()
      page.off("request", cut)
      await page.setRequestInterception(false)
    },
    /** What the theme gives cards as their background, from 0 (black) to 255 (white). */
    brightness: async () => {
      const color = await page.evaluate(
        "getComputedStyle(document.querySelector('.shadow-elevation-card-rest')).backgroundColor"
      )
      return Math.max(...String(color).match(/\d+/g)!.slice(0, 3).map(Number))
    },
    screenshot: (name: string) => takeScreenshot(page, name),
    close: () => page.close(),
  }
}
