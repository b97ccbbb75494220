import { randomUUID } from "crypto"
import type { KlarnaAnswer, KlarnaClient } from "../../../src/klarna"
import type { Question } from "../fact"
import type { Ids } from "./prepare"

type Call = (klarna: KlarnaClient, at: Ids, body: never) => Promise<KlarnaAnswer<unknown>>

/** One attempt, no repeats: what Klarna says to it is what counts. */
const once = { retries: 0 }
const write = () => ({ idempotencyKey: randomUUID(), ...once })

const order = "/ordermanagement/v1/orders/{order}"
const capture = `${order}/captures/{capture}`
const session = "/payments/v1/sessions"
const token = "/payments/v1/authorizations/{token}"
const page = "/hpp/v1/sessions"

/** How each question to Klarna is asked through the client: all of its methods, by name. */
export const clientCalls: Record<string, { name: string; call: Call }> = {
  [`GET ${order}`]: { name: "orders.read", call: (k, at) => k.orders.read(at.order, once) },
  [`POST ${order}/acknowledge`]: {
    name: "orders.acknowledge",
    call: (k, at) => k.orders.acknowledge(at.order, write()),
  },
  [`PATCH ${order}/authorization`]: {
    name: "orders.updateAuthorization",
    call: (k, at, body) => k.orders.updateAuthorization(at.order, body, write()),
  },
  [`POST ${order}/cancel`]: { name: "orders.cancel", call: (k, at) => k.orders.cancel(at.order, write()) },
  [`PATCH ${order}/customer-details`]: {
    name: "orders.updateCustomerDetails",
    call: (k, at, body) => k.orders.updateCustomerDetails(at.order, body, write()),
  },
  [`PATCH ${order}/merchant-references`]: {
    name: "orders.updateMerchantReferences",
    call: (k, at, body) => k.orders.updateMerchantReferences(at.order, body, write()),
  },
  [`POST ${order}/extend-authorization-time`]: {
    name: "orders.extendAuthorizationTime",
    call: (k, at) => k.orders.extendAuthorizationTime(at.order, write()),
  },
  [`POST ${order}/release-remaining-authorization`]: {
    name: "orders.releaseRemainingAuthorization",
    call: (k, at) => k.orders.releaseRemainingAuthorization(at.order, write()),
  },
  [`POST ${order}/captures`]: {
    name: "orders.capture",
    call: (k, at, body) => k.orders.capture(at.order, body, write()),
  },
  [`GET ${order}/captures`]: { name: "orders.listCaptures", call: (k, at) => k.orders.listCaptures(at.order, once) },
  [`GET ${capture}`]: {
    name: "orders.readCapture",
    call: (k, at) => k.orders.readCapture(at.order, at.capture, once),
  },
  [`POST ${capture}/shipping-info`]: {
    name: "orders.addCaptureShippingInfo",
    call: (k, at, body) => k.orders.addCaptureShippingInfo(at.order, at.capture, body, write()),
  },
  [`POST ${order}/shipping-info`]: {
    name: "orders.addShippingInfo",
    call: (k, at, body) => k.orders.addShippingInfo(at.order, body, write()),
  },
  [`POST ${capture}/trigger-send-out`]: {
    name: "orders.triggerSendOut",
    call: (k, at) => k.orders.triggerSendOut(at.order, at.capture, write()),
  },
  [`POST ${order}/refunds`]: {
    name: "orders.refund",
    call: (k, at, body) => k.orders.refund(at.order, body, write()),
  },
  [`GET ${order}/refunds/{refund}`]: {
    name: "orders.readRefund",
    call: (k, at) => k.orders.readRefund(at.order, at.refund, once),
  },
  [`GET ${capture}/extend-due-date-options`]: {
    name: "orders.readDueDateOptions",
    call: (k, at) => k.orders.readDueDateOptions(at.order, at.capture, once),
  },
  [`PATCH ${capture}/extend-due-date`]: {
    name: "orders.extendDueDate",
    call: (k, at, body) => k.orders.extendDueDate(at.order, at.capture, body, write()),
  },
  [`POST ${session}`]: {
    name: "payments.createSession",
    call: (k, _at, body) => k.payments.createSession(body, once),
  },
  [`POST ${session}/{session}`]: {
    name: "payments.updateSession",
    call: (k, at, body) => k.payments.updateSession(at.session, body, once),
  },
  [`GET ${session}/{session}`]: {
    name: "payments.readSession",
    call: (k, at) => k.payments.readSession(at.session, once),
  },
  [`POST ${token}/order`]: {
    name: "payments.createOrder",
    call: (k, at, body) => k.payments.createOrder(at.token, body, once),
  },
  [`POST ${token}/customer-token`]: {
    name: "payments.createCustomerToken",
    call: (k, at, body) => k.payments.createCustomerToken(at.token, body, once),
  },
  [`DELETE ${token}`]: {
    name: "payments.cancelAuthorization",
    call: (k, at) => k.payments.cancelAuthorization(at.token, once),
  },
  [`POST ${page}`]: { name: "hostedPage.create", call: (k, _at, body) => k.hostedPage.create(body, once) },
  [`GET ${page}/{page}`]: { name: "hostedPage.read", call: (k, at) => k.hostedPage.read(at.page, once) },
  [`DELETE ${page}/{page}`]: { name: "hostedPage.disable", call: (k, at) => k.hostedPage.disable(at.page, once) },
}

/** Asks through the client. A question that it has no method for is an error. */
export function askThroughClient(klarna: KlarnaClient, { method, path }: Question, at: Ids, body?: object) {
  const known = clientCalls[`${method} ${path}`]
  if (!known) throw new Error(`The client has no method for ${method} ${path}`)
  return known.call(klarna, at, body as never)
}
