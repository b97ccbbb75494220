import type { Address } from "../../klarna/types"
import { completeHostedPage } from "../hosted-page/progress"
import type { Authorization, StoredSession, World } from "../state"
import { authorize } from "./authorizations"
import { defaultMethod } from "./payment-methods"

/** What the buyer chose and typed in Klarna's window. */
export interface Approval {
  payment_method?: string
  fraud_status?: Authorization["fraud_status"]
  billing_address?: Address
  shipping_address?: Address
  customer?: Record<string, unknown>
}

/** The buyer says yes: a new token, the merchant's callback, and an order where a hosted page was told to place it. */
export function approve(world: World, session: StoredSession, approval: Approval, origin: string): Authorization {
  const { payment_method, fraud_status = "ACCEPTED", ...buyer } = approval
  session.purchase = { ...session.purchase, ...withoutUndefined(buyer) }
  const authorization = authorize(world, session, {
    payment_method: payment_method ?? defaultMethod(session.purchase.customer?.type),
    fraud_status,
  })
  const { token, session_id } = authorization
  const url = session.purchase.merchant_urls?.authorization?.split("{session.id}").join(session_id)
  world.callbacks.post(url, { authorization_token: token, session_id }, world.clock.now())
  completeHostedPage(world, session, authorization, origin)
  return authorization
}

const withoutUndefined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Partial<T>
