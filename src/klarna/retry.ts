import { keepDoubt } from "./doubt"
import { KlarnaBusyError, KlarnaUnreachableError } from "./errors"

export interface FailedAttempt {
  error: unknown
  /** Counted from 1. */
  attempt: number
  /** Attempts allowed after the first. */
  retries: number
  isWrite: boolean
  hasKey: boolean
  /** Since the first attempt began. */
  elapsedMs: number
  /** For all attempts together. */
  deadlineMs: number
  /** How long this call can wait for the end of a rate limit. */
  patienceMs: number
  /** From 0 up to 1: spreads callers that failed together. */
  random: number
}

export type RetryDecision = { retry: true; afterMs: number } | { retry: false }

const firstWaitMs = 500
const longestWaitMs = 8_000

/**
 * Whether the same request goes out once more in this call. Only weather is repeated, and a write only under its key:
 * without one Klarna would carry it out twice. https://docs.klarna.com/api/escalation-and-retry-policy
 */
export function decideRetry(failed: FailedAttempt): RetryDecision {
  const { error, attempt, retries, isWrite, hasKey, elapsedMs, deadlineMs, patienceMs } = failed
  const isWeather = error instanceof KlarnaUnreachableError || error instanceof KlarnaBusyError
  if (!isWeather || attempt > retries || (isWrite && !hasKey)) return { retry: false }
  const afterMs = waitMs(failed)
  const latestMs = error instanceof KlarnaBusyError ? patienceMs : deadlineMs - elapsedMs
  return afterMs < latestMs ? { retry: true, afterMs } : { retry: false }
}

/** Half fixed and half random, doubled each time; at least what Klarna's rate limit asks for. */
function waitMs({ error, attempt, random }: FailedAttempt): number {
  const window = Math.min(firstWaitMs * 2 ** (attempt - 1), longestWaitMs)
  const asked = error instanceof KlarnaBusyError ? error.retryAfterMs : undefined
  return Math.round(asked === undefined ? window / 2 + (window / 2) * random : asked + (firstWaitMs / 2) * random)
}

export interface Repeatable<T> {
  run: (attempt: number) => Promise<T>
  decide: (error: unknown, attempt: number) => RetryDecision
  /** Rejects when the caller no longer waits. */
  sleep: (ms: number) => Promise<unknown>
  isWrite: boolean
}

/**
 * The loop around `decideRetry`. Written out because cockatiel's retry neither ends its wait when the caller aborts nor
 * takes a wait of ours, and p-retry knows no wait that an error asks for.
 */
export async function withRetries<T>({ run, decide, sleep, isWrite }: Repeatable<T>): Promise<T> {
  let doubtful: unknown
  for (let attempt = 1; ; attempt++) {
    try {
      return await run(attempt)
    } catch (error) {
      const decision = decide(error, attempt)
      const failure = isWrite ? keepDoubt(error, doubtful) : error
      if (!decision.retry) throw failure
      doubtful = failure
      await sleep(decision.afterMs).catch(() => {
        throw failure
      })
    }
  }
}
