import type { Browser, Page } from "puppeteer-core"
import { startChromium } from "../admin/chromium"
import type { KlarnaAccount } from "../scenarios/klarna-account"
import { waitFor } from "../store/wait-for"
import { nextStep } from "./klarnas-page"
import type { Playground } from "./playground-of"

interface HostedPage {
  session_id: string
  redirect_url: string
  status: string
  authorization_token?: string
}

/** Seconds after which a person is asked to pay. */
const ALONE = 60

/** A buyer who approves on Klarna's hosted payment page: in Chromium, and where that does not get through, by a person's hand. */
export function hostedPageBuyer(klarna: KlarnaAccount, playground: () => Playground) {
  let browser: Browser | undefined

  async function approve(klarnaSessionId: string): Promise<string> {
    const { session_id, redirect_url } = await openPage(klarnaSessionId)
    browser ??= await startChromium()
    const page = await browser.newPage()
    try {
      await page.goto(redirect_url)
      return await untilPaid(page, session_id, redirect_url)
    } finally {
      await page.close()
    }
  }

  function openPage(klarnaSessionId: string): Promise<HostedPage> {
    const shop = "https://shop.example"
    return klarna.ask("POST", "/hpp/v1/sessions", {
      payment_session_url: `${playground().url}/payments/v1/sessions/${klarnaSessionId}`,
      merchant_urls: Object.fromEntries(
        ["success", "cancel", "back", "failure", "error"].map((end) => [end, `${shop}/${end}`])
      ),
      options: { place_order_mode: "NONE" },
    })
  }

  async function untilPaid(page: Page, session_id: string, address: string): Promise<string> {
    const { minutes } = playground()
    const tries = Date.now() + ALONE * 1000
    let isAsked = false
    return waitFor(
      async () => {
        const { authorization_token } = await klarna.ask<HostedPage>("GET", `/hpp/v1/sessions/${session_id}`)
        if (authorization_token) return authorization_token
        if (Date.now() < tries) return void (await nextStep(page))
        if (!isAsked) process.stderr.write(`\nPlease pay within ${minutes} minutes: ${address}\n`)
        isAsked = true
      },
      { timeout: ALONE * 1000 + minutes * 60_000, every: 500, what: `the buyer's approval on ${address}` }
    )
  }

  return {
    approve,
    leave: async () => {
      await browser?.close()
      browser = undefined
    },
  }
}
