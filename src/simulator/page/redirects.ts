import { type Response, Router } from "express"
import { fillPlaceholders } from "../callbacks"
import { deny } from "../controls/sessions"
import { originOf } from "../exchange"
import { isExpired, isFinal, progress } from "../hosted-page/progress"
import { approve } from "../payments/approve"
import type { StoredHostedPage, World } from "../state"
import { escapeHtml, sendPage } from "./html"
import { style } from "./style"

/** Where a buyer's browser goes: Klarna's own pages, and from there back to the shop. */
export function redirectRoutes(world: World): Router {
  const router = Router()
  router.get("/redirect/:order_id", (req, res) => {
    const stored = world.orders.get(req.params.order_id.toLowerCase())
    backToShop(res, fillPlaceholders(stored?.merchant_urls.confirmation, { "{order.id}": req.params.order_id }))
  })
  router.get("/hosted-pages/:session_id", (req, res) => {
    const hosted = world.hostedPages.get(req.params.session_id)
    if (!hosted) return void res.status(404).type("text").send("There is no such page.")
    if (hosted.page.status === "WAITING" && !isExpired(world, hosted))
      progress(world, hosted, { status: "IN_PROGRESS" })
    sendPage(res, { title: "Pay with Klarna (simulator)", style, body: buyerPage(world, hosted) })
  })
  router.post("/hosted-pages/:session_id/:choice", (req, res) => {
    const hosted = world.hostedPages.get(req.params.session_id)
    if (!hosted) return void res.status(404).type("text").send("There is no such page.")
    choose(world, hosted, req.params.choice, originOf(req))
    backToShop(res, shopUrl(hosted, req.params.choice))
  })
  return router
}

function choose(world: World, hosted: StoredHostedPage, choice: string, origin: string): void {
  const session = world.sessions.get(hosted.payment_session_id)
  if (!session || isFinal(hosted) || isExpired(world, hosted)) return
  if (choice === "approve") approve(world, session, {}, origin)
  if (choice === "deny") deny(world, session)
  if (choice === "back") progress(world, hosted, { status: "BACK" })
  if (choice === "cancel") progress(world, hosted, { status: "CANCELLED" })
}

/** The shop's URL for how it ended; an approval that Klarna did not carry out is a failure. */
function shopUrl({ page, request }: StoredHostedPage, choice: string): string | undefined {
  const urls = request.merchant_urls ?? {}
  const byChoice: Record<string, string | undefined> = { back: urls.back, cancel: urls.cancel }
  const ended = page.status === "COMPLETED" ? urls.success : urls.failure
  return fillPlaceholders(choice in byChoice ? byChoice[choice] : ended, {
    "{{session_id}}": page.session_id,
    "{{authorization_token}}": page.authorization_token,
    "{{order_id}}": page.order_id,
  })
}

function backToShop(res: Response, url: string | undefined): void {
  if (url && /^https?:\/\//i.test(url)) res.redirect(303, url)
  else res.type("text").send("Done. The shop gave no address to return to.")
}

function buyerPage(world: World, hosted: StoredHostedPage): string {
  const purchase = world.sessions.get(hosted.payment_session_id)?.purchase
  if (!purchase || isFinal(hosted) || isExpired(world, hosted)) {
    const end = isFinal(hosted) ? hosted.page.status : "EXPIRED"
    return `<div class="buyer"><h1>This payment is ${escapeHtml(end)}</h1></div>`
  }
  const lines = purchase.order_lines.map(
    (line) => `<tr><td>${escapeHtml(line.name)}</td><td class="number">${major(line.total_amount)}</td></tr>`
  )
  const button = (choice: string, label: string, kind = "") =>
    `<button class="${kind}" formaction="${escapeHtml(hosted.page.session_id)}/${choice}">${label}</button>`
  const shop = hosted.request.options?.page_title ?? "Pay with Klarna"
  return `<div class="buyer"><h1>${escapeHtml(shop)}</h1><p class="soft">A stand-in for Klarna's page.</p>
<table><tbody>${lines.join("")}<tr><th scope="row">Total ${escapeHtml(purchase.purchase_currency)}</th>
<td class="number amount">${major(purchase.order_amount)}</td></tr></tbody></table>
<form method="post">${button("approve", "Pay", "main")}${button("deny", "Klarna says no")}
${button("back", "Back to the shop")}${button("cancel", "Cancel")}</form></div>`
}

/** For the eye only. */
const major = (minor: number) => (minor / 100).toFixed(2)
