import { setTimeout as wait } from "node:timers/promises"
import type { Reader } from "./answers"
import { attemptCall } from "./attempt"
import { createGate } from "./gate"
import { headersOf, type RequestIdentity } from "./headers"
import { createHttp, type Exchange, type Method, type Received } from "./http"
import { pathOf } from "./path"
import { decideRetry, withRetries } from "./retry"
import type { CallOptions, ClientSettings, KlarnaAnswer } from "./settings"

export interface RequestOptions extends CallOptions {
  idempotencyKey?: string
  body?: unknown
}

/** Sends a call, again where that is safe, and reads what it is wanted for. Throws the family of `KlarnaError`. */
export type Request = <T>(
  operation: string,
  method: Method,
  path: string[],
  read: Reader<T>,
  options: RequestOptions
) => Promise<KlarnaAnswer<T>>

/** The way to one account: its host, its credentials, its connections. */
export function createRequest(baseUrl: string, identity: RequestIdentity, settings: ClientSettings) {
  const http = createHttp(baseUrl, settings.fetch)
  const accountHeaders = headersOf({ ...identity, userAgent: settings.userAgent })
  const { timeoutMs = 10_000, onCall, now = () => performance.now(), random = Math.random } = settings
  const { sleep = (ms: number, signal?: AbortSignal) => wait(ms, undefined, { signal }) } = settings
  const { gate = createGate({ now, sleep }) } = settings

  async function exchange(operation: string, call: Exchange): Promise<Received> {
    let received: Received | undefined
    try {
      return (received = await http.exchange(call))
    } finally {
      gate.answered(operation, received)
    }
  }

  const request: Request = async (operation, method, path, read, options) => {
    const { idempotencyKey, body, signal } = options
    const { deadlineMs = settings.deadlineMs ?? 30_000, retries = settings.retries ?? 2 } = options
    const headers = idempotencyKey ? { ...accountHeaders, "Klarna-Idempotency-Key": idempotencyKey } : accountHeaders
    const call = { operation, method, path: pathOf(operation, path), headers, body, signal, read }

    const isWrite = method !== "GET"
    const startedAt = now()
    const elapsedMs = () => Math.round(now() - startedAt)
    const leftMs = () => deadlineMs - elapsedMs()
    /** For its turn a call waits as long as a whole attempt still fits in afterwards, or half of the time that it has. */
    const patienceMs = () => Math.max(leftMs() / 2, leftMs() - timeoutMs)

    return withRetries({
      run: async (attempt) => {
        await gate.turn({ operation, attempt, patienceMs: patienceMs(), elapsedMs, signal })
        return attemptCall(call, attempt, {
          exchange: (sent) => exchange(operation, sent),
          onCall,
          elapsedMs,
          timeoutMs: Math.min(timeoutMs, leftMs()),
        })
      },
      decide: (error, attempt) =>
        decideRetry({
          error,
          attempt,
          retries,
          isWrite,
          hasKey: idempotencyKey !== undefined,
          elapsedMs: elapsedMs(),
          deadlineMs,
          patienceMs: patienceMs(),
          random: random(),
        }),
      sleep: (ms) => sleep(ms, signal),
      isWrite,
    })
  }

  return { request, close: http.close }
}
