import { MedusaError } from "@medusajs/framework/utils"
import type { Outcome } from "../../klarna"

type Failure = Exclude<Outcome, { type: "accepted" }>

/** Klarna's words with the id to quote to its support, in one line. */
export function klarnasWords(outcome: Failure): string {
  const said = outcome.type === "refused" ? [outcome.code, ...outcome.messages].join(": ") : outcome.reason
  const words = said.replace(/\.$/, "")
  return outcome.correlationId ? `${words} (Klarna correlation id ${outcome.correlationId})` : words
}

/**
 * A refusal or bad weather as an error whose text reaches the person who clicked: Medusa's HTTP layer keeps the text of NOT_ALLOWED
 * (400). Source: `@medusajs/framework/dist/http/middlewares/error-handler.js`.
 */
export function moneyError(what: string, outcome: Failure, advice: string): MedusaError {
  const said = outcome.type === "refused" ? `Klarna refused ${what}` : `Klarna did not confirm ${what}`
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, `${said}: ${klarnasWords(outcome)}. ${advice}`)
}

/** Only the buyer can go on. Core hands this kind of error to the storefront with a 200 and the cart. */
export function authorizeAgain(why: string): MedusaError {
  return new MedusaError(
    MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR,
    `Klarna placed no order: ${why}. Let the buyer authorise the payment again, or choose another payment method.`
  )
}
