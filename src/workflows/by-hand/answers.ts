import { MedusaError } from "@medusajs/framework/utils"
import type { Failure } from "../sync/refused"
import { whyNoAnswer } from "../sync/why-no-answer"

/** A 400 for somebody who waits: a sentence of what happened and what to do. */
export const notDone = (sentence: string) => new MedusaError(MedusaError.Types.NOT_ALLOWED, sentence)

export const BUSY = "The order is busy with Klarna right now; nothing was sent. Try again in a minute."

/** Klarna's no in its own words, or that nothing arrived there. An answer that was lost is neither: see `resolveUnfinished`. */
export function sayNo(what: string, failure: Exclude<Failure, { type: "unknown" }>): MedusaError {
  if (failure.type === "weather")
    return notDone(`Klarna was not reached (${whyNoAnswer(failure)}), and nothing was sent. Try again in a minute.`)
  if (failure.code === "UNAUTHORIZED")
    return notDone(`Klarna did not ${what}: ${whyNoAnswer(failure)}. Correct the credentials in the options.`)
  const words = [failure.code, ...failure.messages].join(" - ").replace(/\.$/, "")
  const id = failure.correlationId ? ` (correlation id ${failure.correlationId})` : ""
  return notDone(`Klarna did not ${what}: ${words}${id}.`)
}
