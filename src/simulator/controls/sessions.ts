import { Router } from "express"
import { z } from "zod"
import { hostedPageOf, progress } from "../hosted-page/progress"
import { approve } from "../payments/approve"
import { dropAuthorization } from "../payments/authorizations"
import { methodNamed } from "../payments/payment-methods"
import type { StoredSession, World } from "../state"
import { address, customer } from "../validation/payments-bodies"
import { complain, control, type ControlAnswer, missing, nothing, ok } from "./control"

const approval = z.strictObject({
  payment_method: z
    .string()
    .refine((name) => methodNamed(name) !== undefined, "is no payment method of Klarna's")
    .optional(),
  fraud_status: z.enum(["ACCEPTED", "PENDING", "REJECTED"]).optional(),
  billing_address: address.optional(),
  shipping_address: address.optional(),
  customer: customer.optional(),
})

/** What the buyer does in Klarna's window. */
export function sessionControls(world: World): Router {
  const router = Router()
  const withSession = (id: string, run: (session: StoredSession) => ControlAnswer) => {
    const session = world.sessions.get(id)
    if (!session) return missing("session", id)
    return session.complete ? complain(409, "The session is completed already.") : run(session)
  }

  router.get(
    "/",
    control(nothing, () => ok([...world.sessions.values()]))
  )
  router.post(
    "/:session_id/approve",
    control(approval, (body, { session_id }, origin) =>
      withSession(session_id, (session) => ok({ authorization_token: approve(world, session, body, origin).token }))
    )
  )
  router.post(
    "/:session_id/deny",
    control(nothing, (_body, { session_id }) => withSession(session_id, (session) => ok(deny(world, session))))
  )
  return router
}

/** No token, and an earlier one is worth nothing. The buyer may try again. */
export function deny(world: World, session: StoredSession) {
  dropAuthorization(world, session)
  const hosted = hostedPageOf(world, session)
  if (hosted) progress(world, hosted, { status: "FAILED" })
  return { approved: false }
}
