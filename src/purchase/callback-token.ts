import { createHmac, timingSafeEqual } from "node:crypto"

/** What Klarna calls us for. */
export type Callback = "authorization" | "notification"

/**
 * Klarna signs none of its callbacks, so their addresses carry a proof that we made them: the payment session, and a keyed hash of it.
 * https://docs.klarna.com/payments/web-payments/integrate-with-klarna-payments/integrate-via-sdk/
 */
export function callbackToken(secret: string, callback: Callback, payment_session_id: string): string {
  return `${payment_session_id}.${proof(secret, callback, payment_session_id).toString("base64url")}`
}

/** The payment session that a callback's address was made for; undefined when it was not made by us. */
export function sessionOfToken(secret: string, callback: Callback, token: string): string | undefined {
  const [session, given, ...rest] = token.split(".")
  if (!session || !given || rest.length) return undefined
  const wanted = proof(secret, callback, session)
  const shown = Buffer.from(given, "base64url")
  return shown.length === wanted.length && timingSafeEqual(shown, wanted) ? session : undefined
}

const proof = (secret: string, callback: Callback, session: string) =>
  createHmac("sha256", secret).update(`${callback}:${session}`).digest()
