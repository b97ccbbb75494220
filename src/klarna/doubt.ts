import { KlarnaError, KlarnaRefusedError, KlarnaUnreachableError } from "./errors"

/**
 * A write that may have been carried out stays in doubt, whatever the weather of its repeats: "connection refused" on
 * the second attempt says nothing about the first. Only Klarna's own verdict under the same key ends the doubt.
 */
export function keepDoubt(error: unknown, earlier: unknown): unknown {
  const inDoubt = earlier instanceof KlarnaUnreachableError && !earlier.notSent
  if (!inDoubt || !(error instanceof KlarnaError) || isVerdict(error)) return error
  const { operation, status, correlationId, durationMs } = error
  const reason = error instanceof KlarnaUnreachableError ? error.reason : `HTTP ${status}`
  const both = reason === earlier.reason ? reason : `${earlier.reason}, then ${reason}`
  return new KlarnaUnreachableError(both, false, { operation, status, correlationId, durationMs })
}

/** Not the edge's refusals, which have no code of Klarna's, nor 409: the first attempt may still be at work. */
function isVerdict(error: KlarnaError): boolean {
  return error instanceof KlarnaRefusedError && !error.code.startsWith("HTTP_") && error.status !== 409
}
