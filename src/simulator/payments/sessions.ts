import { randomBytes, randomUUID } from "node:crypto"
import { isDeepStrictEqual } from "node:util"
import { type Answer, isRefusal, type Refusal, refusalAnswer, refuse } from "../answers"
import { HOUR_MS } from "../clock"
import type { Call, Endpoint } from "../exchange"
import type { StoredSession, World } from "../state"
import { sessionBody } from "../validation/payments-bodies"
import { checkPurchase } from "../validation/purchase"

/** How long a buyer has. */
const SESSION_MS = 48 * HOUR_MS

const categories = [
  {
    identifier: "klarna",
    name: "Pay with Klarna",
    asset_urls: {
      descriptive: "https://x.klarnacdn.net/payment-method/assets/badges/generic/klarna.svg",
      standard: "https://x.klarnacdn.net/payment-method/assets/badges/generic/klarna.svg",
    },
  },
]

export const createSession: Endpoint = ({ merchant, body }, world) => {
  const purchase = checkPurchase(body ?? {}, sessionBody, world.switches)
  if (isRefusal(purchase)) return refusalAnswer(purchase)
  const session: StoredSession = {
    session_id: randomUUID(),
    merchant,
    client_token: clientToken(),
    purchase,
    expires_at: new Date(world.clock.now().getTime() + SESSION_MS).toISOString(),
    complete: false,
  }
  world.sessions.set(session.session_id, session)
  const { session_id, client_token } = session
  return { status: 200, effect: true, body: { session_id, client_token, payment_method_categories: categories } }
}

/** What is sent replaces what was there, and the whole is checked like a new session. */
export const updateSession: Endpoint = (call, world) => {
  const session = findSession(call, world)
  if (isRefusal(session)) return refusalAnswer(session)
  if (session.complete) return refusalAnswer(refuse(404, "SESSION_COMPLETED", "The session is completed already"))
  const purchase = checkPurchase({ ...session.purchase, ...Object(call.body) }, sessionBody, world.switches)
  if (isRefusal(purchase)) return refusalAnswer(purchase)
  const effect = !isDeepStrictEqual(session.purchase, purchase)
  session.purchase = purchase
  return { status: 204, effect }
}

export const readSession: Endpoint = (call, world): Answer => {
  const session = findSession(call, world)
  if (isRefusal(session)) return refusalAnswer(session)
  const { purchase, authorization_token, client_token, complete, expires_at } = session
  const { customer, ...collected } = purchase
  return {
    status: 200,
    body: {
      ...collected,
      // Who the buyer is stays hidden until the buyer has agreed.
      ...(authorization_token && { authorization_token, customer }),
      client_token,
      expires_at,
      payment_method_categories: categories,
      status: complete ? "complete" : "incomplete",
    },
  }
}

function findSession({ merchant, params }: Call, world: World): StoredSession | Refusal {
  const session = world.sessions.get(params.session_id)
  const alive = session && (session.complete || world.clock.now().getTime() < Date.parse(session.expires_at))
  if (alive && session.merchant === merchant) return session
  return refuse(404, "NOT_FOUND", "Invalid session id")
}

/** Looks like the signed token that the browser library wants; nothing reads it here. */
const clientToken = () =>
  ["simulator", randomBytes(24).toString("base64url"), randomBytes(16).toString("base64url")].join(".")
