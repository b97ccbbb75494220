import type { Browser } from "puppeteer-core"
import { adminHeaders, type Login } from "../store/admin-login"

/** What the login form does, without typing into it. */
export async function logIn(browser: Browser, url: string, login: Login): Promise<void> {
  const headers = await adminHeaders(url, login)
  const session = await fetch(`${url}/auth/session`, { method: "POST", headers })
  const [cookie] = session.headers.getSetCookie()
  const [, name, value] = /^([^=]+)=([^;]+)/.exec(cookie) ?? []
  await browser.setCookie({ name, value, domain: new URL(url).hostname, path: "/", httpOnly: true })
}
