import type { Gate } from "./gate"
import type { Fetch, Method } from "./http"

/** What a caller may say about one call. */
export interface CallOptions {
  signal?: AbortSignal
  /** For all attempts together. */
  deadlineMs?: number
  /** Attempts after the first. */
  retries?: number
}

/** Klarna answers a repeat under the same key with its first answer, for 24 hours, and ignores what the repeat asks. */
export interface Keyed extends CallOptions {
  idempotencyKey: string
}

export interface KlarnaAnswer<T> {
  data: T
  status: number
  correlationId?: string
  /** All attempts together, waits included. */
  durationMs: number
  attempts: number
}

/** One attempt, for logs and metrics: no bodies, no addresses, no credentials. */
export interface CallEvent {
  operation: string
  method: Method
  /** Absent when no answer came. */
  status?: number
  correlationId?: string
  /** This attempt alone. */
  durationMs: number
  /** Counted from 1. */
  attempt: number
}

export interface ClientSettings {
  /** One attempt. Default 10 s. */
  timeoutMs?: number
  /** All attempts of a call. Default 30 s. */
  deadlineMs?: number
  /** Attempts after the first. Default 2. */
  retries?: number
  /** Added to the end of our own User-Agent. */
  userAgent?: string
  /** Told about every attempt. What it throws is ignored. */
  onCall?: (event: CallEvent) => void
  fetch?: Fetch
  /** What all calls of the account pass; one of this client's own unless given. */
  gate?: Gate
  /** Monotonic milliseconds. */
  now?: () => number
  /** Has to agree with `now`. */
  sleep?: (ms: number, signal?: AbortSignal) => Promise<unknown>
  /** From 0 up to 1. */
  random?: () => number
}
