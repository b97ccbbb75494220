import { KlarnaError, KlarnaRefusedError, KlarnaUnreachableError } from "./errors"

/**
 * A write that may have been carried out stays in doubt, whatever the weather of its repeats: "connection refused" on
 * the second attempt says nothing about the first. Only Klarna's own verdict under the same key ends the doubt.
 */
export function keepDoubt(error: unknown, earlier: unknown): unknown {
  const inDoubt = earlier instanceof KlarnaUnreachableError && !earlier.notSent
  if (!inDoubt || !(error instanceof KlarnaError) || isVerdict(error)) return error
  const { operation, status, correlationId, durationMs } = error
  const reason = reasonOf(error)
  const both = reason === earlier.reason ? reason : `${earlier.reason}, then ${reason}`
  return new KlarnaUnreachableError(both, false, { operation, status, correlationId, durationMs })
}

function reasonOf(error: KlarnaError): string {
  if (error instanceof KlarnaUnreachableError) return error.reason
  // Without a status it was not sent again: the account is slowed down.
  return error.status === undefined ? "not repeated yet" : `HTTP ${error.status}`
}

/** Not the edge's refusals, which have no code of Klarna's, nor 409: the first attempt may still be at work. */
function isVerdict(error: KlarnaError): boolean {
  return error instanceof KlarnaRefusedError && !error.code.startsWith("HTTP_") && error.status !== 409
}
