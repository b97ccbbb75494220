import { type Answer, type Refusal, refusalAnswer, refuse } from "../answers"
import { randomUUID } from "node:crypto"
import { HOUR_MS } from "../clock"
import type { Call, Endpoint } from "../exchange"
import type { Authorization, StoredSession, World } from "../state"
import { customerTokenBody } from "../validation/payments-bodies"
import { badFields } from "../validation/bad-fields"
import { badValue } from "../validation/purchase"

/** A buyer's yes is good for an hour. */
const AUTHORIZATION_MS = HOUR_MS

/** Records the buyer's yes to the session as it is now. An older token of the session dies. */
export function authorize(
  world: World,
  session: StoredSession,
  buyer: Pick<Authorization, "payment_method" | "fraud_status">
): Authorization {
  dropAuthorization(world, session)
  const authorization: Authorization = {
    ...buyer,
    token: randomUUID(),
    session_id: session.session_id,
    merchant: session.merchant,
    purchase: session.purchase,
    expires_at: new Date(world.clock.now().getTime() + AUTHORIZATION_MS).toISOString(),
  }
  world.authorizations.set(authorization.token, authorization)
  session.authorization_token = authorization.token
  return authorization
}

/** The buyer's yes no longer counts. One that became an order stays known. */
export function dropAuthorization(world: World, session: StoredSession): void {
  const token = session.authorization_token
  if (token && !world.authorizations.get(token)?.consumed) world.authorizations.delete(token)
  session.authorization_token = undefined
}

export function findAuthorization({ merchant, params }: Call, world: World): Authorization | undefined {
  const found = world.authorizations.get(params.authorization_token)
  if (found?.merchant !== merchant) return undefined
  return found.consumed || world.clock.now().getTime() < Date.parse(found.expires_at) ? found : undefined
}

export const invalidToken = (): Refusal => refuse(404, "NOT_FOUND", "Invalid authorization token")

/** Gives the buyer's limit back, before there is an order. */
export const deleteAuthorization: Endpoint = (call, world): Answer => {
  const found = findAuthorization(call, world)
  if (!found || found.consumed) return refusalAnswer(refuse(404, "NOT_FOUND", "Authorization cannot be deleted"))
  world.authorizations.delete(found.token)
  const session = world.sessions.get(found.session_id)
  if (session?.authorization_token === found.token) session.authorization_token = undefined
  return { status: 204, effect: true }
}

/** For later purchases without the buyer. The simulator only hands the token out. */
export const createCustomerToken: Endpoint = (call, world): Answer => {
  const parsed = customerTokenBody.safeParse(call.body ?? {})
  if (!parsed.success) return refusalAnswer(badValue(badFields(parsed.error)))
  const found = findAuthorization(call, world)
  if (!found) return refusalAnswer(invalidToken())
  const token_id = randomUUID()
  const { billing_address } = found.purchase
  return {
    status: 200,
    effect: true,
    body: {
      token_id,
      redirect_url: `${call.origin}/__simulator/redirect/${token_id}`,
      ...(billing_address && { billing_address }),
    },
  }
}
