import { type RequestHandler, Router } from "express"
import { isRefusal, type Refusal } from "../answers"
import { deny } from "../controls/sessions"
import { originOf } from "../exchange"
import { approve } from "../payments/approve"
import type { ReadBody } from "../read-body"
import type { StoredSession, World } from "../state"
import { sessionBody } from "../validation/payments-bodies"
import { checkPurchase } from "../validation/purchase"
import { script } from "./script"

/** The path under which Klarna's own script lies on its server. */
export const SCRIPT_PATH = "/kp/lib/v1/api.js"

/**
 * A stand-in for Klarna's script, and what it asks. It runs in a shop's page, so any page may ask; whoever knows the client token of a
 * session may speak for its buyer.
 */
export function widgetRoutes(world: World): Router {
  const router = Router()
  router.get(SCRIPT_PATH, (_req, res) => {
    res.set({ "Access-Control-Allow-Origin": "*", "Cache-Control": "no-store" }).type("js").send(script)
  })
  router.get("/__simulator/widget/:client_token", withSession(world, show))
  router.post("/__simulator/widget/:client_token/update", withSession(world, update))
  router.post("/__simulator/widget/:client_token/approve", withSession(world, agree))
  router.post("/__simulator/widget/:client_token/refuse", withSession(world, refuse))
  return router
}

type Act = (
  world: World,
  session: StoredSession,
  data: unknown,
  origin: string
) => { status: number; body: Record<string, unknown> }

const withSession =
  (world: World, act: Act): RequestHandler =>
  (req, res) => {
    const session = [...world.sessions.values()].find(({ client_token }) => client_token === req.params.client_token)
    const alive = session && !session.complete && world.clock.now().getTime() < Date.parse(session.expires_at)
    const { status, body } = alive
      ? act(world, session, (req.body as ReadBody).json, originOf(req))
      : { status: 404, body: { error: "The session is unknown, completed or has expired." } }
    res.set("Access-Control-Allow-Origin", "*").status(status).json(body)
  }

const show: Act = (_world, { purchase }) => {
  const { order_amount, purchase_currency, order_lines } = purchase
  const lines = order_lines.map(({ name, total_amount }) => ({ name, total_amount }))
  return { status: 200, body: { order_amount, purchase_currency, order_lines: lines } }
}

/** What a browser may tell of the purchase, besides what the merchant's server told. */
const fields = [
  "billing_address",
  "shipping_address",
  "customer",
  "order_amount",
  "order_tax_amount",
  "order_lines",
  "purchase_country",
  "purchase_currency",
  "locale",
]

const update: Act = (world, session, data) => {
  const known = Object.entries(Object(data) as object).filter(([name]) => fields.includes(name))
  const told = { ...session.purchase, ...Object.fromEntries(known) }
  const purchase = checkPurchase(told, sessionBody, world.switches)
  if (isRefusal(purchase)) return { status: 400, body: { invalid_fields: invalidFields(purchase) } }
  session.purchase = purchase
  return { status: 200, body: {} }
}

const invalidFields = ({ error_messages }: Refusal) =>
  error_messages.flatMap((message) => message.replace(/^Bad value: /, "").split(", "))

const agree: Act = (world, session, _data, origin) => {
  const { token } = approve(world, session, {}, origin)
  return { status: 200, body: { authorization_token: token } }
}

const refuse: Act = (world, session) => ({ status: 200, body: deny(world, session) })
