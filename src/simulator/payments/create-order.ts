import { randomUUID } from "node:crypto"
import { type Answer, isRefusal, type Refusal, refusalAnswer, refuse } from "../answers"
import { fillPlaceholders } from "../callbacks"
import type { Endpoint } from "../exchange"
import { addCapture } from "../order-management/capture"
import { keepOrder } from "../order-management/find-order"
import type { Authorization, Purchase, StoredOrder, World } from "../state"
import { createOrderBody } from "../validation/payments-bodies"
import { checkPurchase } from "../validation/purchase"
import { findAuthorization, invalidToken } from "./authorizations"
import { differingFields } from "./compare-purchase"
import { newOrder } from "./new-order"
import { methodNamed } from "./payment-methods"

export const createOrder: Endpoint = (call, world): Answer => {
  const authorization = findAuthorization(call, world)
  if (!authorization) return refusalAnswer(invalidToken())
  const body = call.body ?? {}
  if (authorization.consumed) return answerRepeat(authorization.consumed, body, world)
  const asked = checkPurchase(body, createOrderBody, world.switches)
  if (isRefusal(asked)) return refusalAnswer(asked)
  const refused = refusePurchase(authorization, asked)
  if (refused) return refusalAnswer(refused)

  const stored = placeOrder(world, authorization, completed(authorization.purchase, asked))
  const answer = orderAnswer(stored, authorization, call.origin, world)
  authorization.consumed = { body: JSON.stringify(body), answer }
  return { status: 200, effect: true, body: answer }
}

/** What the buyer agreed to, and what the merchant adds now. */
const completed = (agreed: Purchase, asked: Purchase): Purchase => ({
  ...agreed,
  ...asked,
  merchant_urls: { ...agreed.merchant_urls, ...asked.merchant_urls },
})

/** Puts the order on the books, and captures it where that was asked for and may be done. */
export function placeOrder(world: World, authorization: Authorization, purchase: Purchase): StoredOrder {
  const now = world.clock.now()
  const placed = newOrder(purchase, authorization, now)
  const stored = mayCaptureNow(placed, world) ? captureAll(placed, now, world) : placed
  keepOrder(world, stored)
  const session = world.sessions.get(authorization.session_id)
  if (session) session.complete = true
  const names = { "{session.id}": authorization.session_id, "{order.id}": stored.order.order_id }
  world.callbacks.post(fillPlaceholders(stored.merchant_urls.push, names), undefined, now)
  return stored
}

const mayCaptureNow = ({ auto_capture, order }: StoredOrder, { switches }: World) =>
  auto_capture && (order.fraud_status === "ACCEPTED" || switches.auto_capture_when_pending === "at_once")

/** Everything at once, as `auto_capture` promises. */
export function captureAll(stored: StoredOrder, now: Date, { switches }: World): StoredOrder {
  const { order_amount, order_lines } = stored.order
  return addCapture(stored, { captured_amount: order_amount, order_lines }, { now, switches, id: randomUUID() })
}

function refusePurchase(authorization: Authorization, asked: Purchase): Refusal | undefined {
  if (authorization.fraud_status === "REJECTED") return refuse(403, "REJECTED", "Rejected")
  const fields = differingFields(authorization.purchase, asked)
  return fields.length ? refuse(409, "BAD_VALUE", `Not matching fields: [${fields.join(", ")}]`) : undefined
}

/** A token is spent once. The same request again is the same order. */
function answerRepeat(consumed: NonNullable<Authorization["consumed"]>, body: unknown, { switches }: World): Answer {
  if (switches.create_order_repeat_same_body === "consumed") {
    return refusalAnswer(refuse(403, "INVALID_OPERATION", "Authorization token already consumed"))
  }
  if (consumed.body === JSON.stringify(body)) return { status: 200, body: consumed.answer, effect: false }
  const message = "The order has been already completed with different request body"
  return refusalAnswer(refuse(409, "BAD_VALUE", message))
}

function orderAnswer(
  { order, merchant_urls }: StoredOrder,
  authorization: Authorization,
  origin: string,
  world: World
) {
  const method = methodNamed(authorization.payment_method)
  const type = method?.payments ?? authorization.payment_method
  const asObject = world.switches.authorized_payment_method_form === "object"
  return {
    order_id: order.order_id,
    ...(merchant_urls.confirmation && { redirect_url: `${origin}/__simulator/redirect/${order.order_id}` }),
    fraud_status: order.fraud_status,
    authorized_payment_method: asObject ? { type, ...method?.details } : type,
  }
}
