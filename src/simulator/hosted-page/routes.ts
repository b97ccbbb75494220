import { randomUUID } from "node:crypto"
import { Router } from "express"
import { z } from "zod"
import type { CreateHostedPage } from "../../klarna/types"
import { isRefusal, type Refusal, refusalAnswer, refuse } from "../answers"
import { HOUR_MS } from "../clock"
import { type Call, type Endpoint, serve } from "../exchange"
import type { StoredHostedPage, World } from "../state"
import { badFields } from "../validation/bad-fields"
import { badValue } from "../validation/purchase"
import { isExpired, progress, readPage } from "./progress"

const category = z.enum(["DIRECT_DEBIT", "DIRECT_BANK_TRANSFER", "PAY_NOW", "PAY_LATER", "PAY_OVER_TIME", "KLARNA"])
const url = z.string().optional()

const createBody = z.looseObject({
  payment_session_url: z.string(),
  merchant_urls: z
    .looseObject({ success: url, cancel: url, back: url, failure: url, error: url, status_update: url })
    .optional(),
  options: z
    .looseObject({
      place_order_mode: z.enum(["PLACE_ORDER", "CAPTURE_ORDER", "NONE"]).optional(),
      payment_method_category: category.optional(),
      payment_method_categories: z.array(category).optional(),
      purchase_type: z.enum(["BUY", "RENT", "BOOK", "SUBSCRIBE", "DOWNLOAD", "ORDER", "CONTINUE"]).optional(),
      show_subtotal_detail: z.enum(["HIDE"]).optional(),
      logo_url: z.string().optional(),
      page_title: z.string().optional(),
    })
    .optional(),
  profile_id: z.string().optional(),
})

/** A page of Klarna's on which the buyer pays: it ends an hour before its payment session. */
const createPage: Endpoint = ({ merchant, body, origin }, world) => {
  const parsed = createBody.safeParse(body ?? {})
  if (!parsed.success) return refusalAnswer(badValue(badFields(parsed.error)))
  const request = parsed.data as CreateHostedPage
  const session = world.sessions.get(request.payment_session_url.split("/").pop() ?? "")
  const now = world.clock.now()
  const expires = Date.parse(session?.expires_at ?? "") - HOUR_MS
  if (session?.merchant !== merchant || session.complete || !(now.getTime() < expires)) {
    return refusalAnswer(refuse(404, "NOT_FOUND", "The payment session is unknown or has expired"))
  }
  const hosted = newPage(merchant, session.session_id, request, origin, now, new Date(expires))
  world.hostedPages.set(hosted.page.session_id, hosted)
  const { status: _status, updated_at: _updated, ...created } = hosted.page
  return { status: 201, effect: true, body: { ...created, distribution_module: distributionModule(hosted, origin) } }
}

function newPage(
  merchant: string,
  payment_session_id: string,
  request: CreateHostedPage,
  origin: string,
  now: Date,
  expires: Date
): StoredHostedPage {
  const session_id = randomUUID()
  const buyerPage = `${origin}/__simulator/hosted-pages/${session_id}`
  const page = {
    session_id,
    redirect_url: buyerPage,
    session_url: `${origin}/hpp/v1/sessions/${session_id}`,
    qr_code_url: `${buyerPage}/qr`,
    distribution_url: `${origin}/hpp/v1/sessions/${session_id}/distribution`,
    status: "WAITING",
    updated_at: now.toISOString(),
    expires_at: expires.toISOString(),
  }
  return { page, merchant, payment_session_id, request }
}

const distributionModule = ({ page }: StoredHostedPage, origin: string) => ({
  token: randomUUID(),
  standalone_url: page.redirect_url,
  generation_url: `${origin}/hpp/v1/sessions/${page.session_id}/distribution-module/token`,
})

const findPage = ({ merchant, params }: Call, world: World): StoredHostedPage | Refusal => {
  const hosted = world.hostedPages.get(params.session_id)
  return hosted && !isExpired(world, hosted) && hosted.merchant === merchant
    ? hosted
    : refuse(404, "NOT_FOUND", "The session was not found or has expired")
}

const getPage: Endpoint = (call, world) => {
  const hosted = findPage(call, world)
  return isRefusal(hosted) ? refusalAnswer(hosted) : { status: 200, body: readPage(hosted) }
}

const disablePage: Endpoint = (call, world) => {
  const hosted = findPage(call, world)
  if (isRefusal(hosted)) return refusalAnswer(hosted)
  if (hosted.page.status === "COMPLETED") {
    return refusalAnswer(refuse(400, "BAD_REQUEST", "The session is completed already"))
  }
  const effect = hosted.page.status !== "DISABLED"
  if (effect) progress(world, hosted, { status: "DISABLED" })
  return { status: 204, effect }
}

/** Hosted Payment Page v1, below `/hpp/v1/sessions`. */
export function hostedPageRoutes(world: World): Router {
  const router = Router()
  router.post("/", serve(world, createPage, { rate: "hosted-page-session" }))
  router.get("/:session_id", serve(world, getPage))
  router.delete("/:session_id", serve(world, disablePage))
  return router
}
