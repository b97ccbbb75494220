import { createHmac, timingSafeEqual } from "node:crypto"

/** What Klarna calls us for. */
export type Callback = "authorization" | "notification" | "hosted-page"

/**
 * Klarna signs none of its callbacks, so their addresses carry a proof that we made them: what they were made for (a payment session,
 * or its collection), and a keyed hash of that.
 * https://docs.klarna.com/payments/web-payments/integrate-with-klarna-payments/integrate-via-sdk/
 */
export function callbackToken(secret: string, callback: Callback, made_for: string): string {
  return `${made_for}.${proof(secret, callback, made_for).toString("base64url")}`
}

/** What a callback's address was made for; undefined when it was not made by us. */
export function subjectOfToken(secret: string, callback: Callback, token: string): string | undefined {
  const [subject, given, ...rest] = token.split(".")
  if (!subject || !given || rest.length) return undefined
  const wanted = proof(secret, callback, subject)
  const shown = Buffer.from(given, "base64url")
  return shown.length === wanted.length && timingSafeEqual(shown, wanted) ? subject : undefined
}

const proof = (secret: string, callback: Callback, subject: string) =>
  createHmac("sha256", secret).update(`${callback}:${subject}`).digest()
