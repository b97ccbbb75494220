import type { Reader } from "./answers"
import { KlarnaUnreachableError, type FailedCall } from "./errors"
import { correlationIdOf, failureOf } from "./failure"
import type { Exchange, Received } from "./http"
import { NoUsableAnswer } from "./no-usable-answer"
import type { CallEvent } from "./settings"

/** A call ready to be sent: as often as needed, every time the same. */
export interface PreparedCall<T> extends Pick<Exchange, "method" | "path" | "headers" | "body" | "signal"> {
  operation: string
  read: Reader<T>
}

interface AttemptTools {
  exchange: (exchange: Exchange) => Promise<Received>
  onCall?: (event: CallEvent) => void
  /** Milliseconds since the first attempt of this call began. */
  elapsedMs: () => number
  timeoutMs: number
}

/** Sends a call once. Every ending but a readable 2xx is thrown as one of the `KlarnaError`s. */
export async function attemptCall<T>(call: PreparedCall<T>, attempt: number, tools: AttemptTools) {
  const { operation, method, path, headers, body, signal, read } = call
  const { elapsedMs, timeoutMs } = tools
  const begunMs = elapsedMs()
  let received: Received | undefined

  const facts = (): FailedCall => ({
    operation,
    status: received?.status,
    correlationId: received && correlationIdOf(received),
    durationMs: elapsedMs(),
  })
  try {
    received = await tools.exchange({ method, path, headers, body, signal, timeoutMs })
    if (received.status < 200 || received.status > 299) throw failureOf(received, facts())
    const data = read(received)
    return {
      data,
      status: received.status,
      correlationId: facts().correlationId,
      durationMs: elapsedMs(),
      attempts: attempt,
    }
  } catch (error) {
    throw error instanceof NoUsableAnswer ? new KlarnaUnreachableError(error.reason, error.notSent, facts()) : error
  } finally {
    const { status, correlationId } = facts()
    observe(tools.onCall, { operation, method, status, correlationId, durationMs: elapsedMs() - begunMs, attempt })
  }
}

/** Watching must never break a call: neither by throwing nor by a promise that fails. */
function observe(onCall: ((event: CallEvent) => unknown) | undefined, event: CallEvent): void {
  try {
    Promise.resolve(onCall?.(event)).catch(() => undefined)
  } catch {
    // The observer's own trouble.
  }
}
