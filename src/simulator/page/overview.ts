import type { RequestHandler } from "express"
import { sendPage } from "./html"
import { script } from "./overview-script"
import { style } from "./style"

const body = `
<header>
  <h1>Klarna simulator</h1>
  <span id="clock"></span>
  <span id="live" role="status">connecting …</span>
</header>
<main>
  <section aria-labelledby="orders-title">
    <h2 id="orders-title">Orders <span class="soft" id="orders-count"></span></h2>
    <div id="orders"></div>
  </section>
  <section aria-labelledby="requests-title">
    <h2 id="requests-title">Requests <span class="soft" id="requests-count"></span></h2>
    <div id="requests"></div>
  </section>
</main>`

/** What Klarna knows and what it was asked, live, newest first. */
export const overview: RequestHandler = (_req, res) => sendPage(res, { title: "Klarna simulator", style, body, script })
