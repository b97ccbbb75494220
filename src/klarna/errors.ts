/** What every Klarna failure tells: which call it was, and the id to quote to Klarna's support. */
export interface FailedCall {
  /** The client's own name of the call, for example `orders.updateAuthorization`. */
  operation: string
  status?: number
  correlationId?: string
  /** From the request to the end of the answer, all attempts together. */
  durationMs?: number
}

/** Base of everything the client throws. Messages carry no bodies: bodies hold personal data. */
export abstract class KlarnaError extends Error {
  abstract override readonly name: string
  readonly operation: string
  readonly status?: number
  readonly correlationId?: string
  readonly durationMs?: number

  constructor(message: string, call: FailedCall) {
    super(message)
    this.operation = call.operation
    this.status = call.status
    this.correlationId = call.correlationId
    this.durationMs = call.durationMs
  }
}

/** Klarna decided: no. Repeating the same request cannot help. */
export class KlarnaRefusedError extends KlarnaError {
  override readonly name = "KlarnaRefusedError"

  constructor(
    /** Klarna's `error_code`, or `HTTP_<status>` where the answer had none. */
    readonly code: string,
    readonly messages: string[],
    call: FailedCall
  ) {
    super(`Klarna refused ${call.operation}: ${[code, ...messages].join(" - ")}`, call)
  }
}

/** Klarna does not know the user name and password (401, an HTML page from the edge). */
export class KlarnaCredentialsError extends KlarnaError {
  override readonly name = "KlarnaCredentialsError"

  constructor(call: FailedCall) {
    super("Klarna rejected the credentials: check user name, password, environment and region of this account", call)
  }
}

/** Klarna is too busy (429): nothing was carried out, the call may be repeated later. */
export class KlarnaBusyError extends KlarnaError {
  override readonly name = "KlarnaBusyError"

  constructor(
    /** When Klarna's rate-limit headers say so. */
    readonly retryAfterMs: number | undefined,
    call: FailedCall,
    /** Klarna limits other calls of this account, so that this one was not sent at all. */
    readonly slowed = false
  ) {
    super(
      slowed
        ? `${call.operation} was ${slowedFor(retryAfterMs)}`
        : `Klarna is limiting calls (429) for ${call.operation}: it is repeated later`,
      call
    )
  }
}

const slowedFor = (ms = 0) => `not sent: Klarna limits this account's calls for another ${Math.ceil(ms / 1000)} s`

/** Klarna did not answer usably (5xx, time-out, cut connection). The request may or may not have been carried out. */
export class KlarnaUnreachableError extends KlarnaError {
  override readonly name = "KlarnaUnreachableError"

  constructor(
    /** In a few words, without addresses: `HTTP 503`, `ECONNRESET`, `no answer within 10000 ms`. */
    readonly reason: string,
    /** True when it is certain that the request never reached Klarna: name not found, connection refused. */
    readonly notSent: boolean,
    call: FailedCall
  ) {
    super(
      `Klarna did not answer ${call.operation} (${reason}): the outcome is ${notSent ? "nothing happened" : "not known"}`,
      call
    )
  }
}

/** What a call came to, as a plain value: the ledger stores it, decisions are made on it. */
export type Outcome =
  | { type: "accepted"; status: number; correlationId?: string; durationMs?: number }
  | { type: "refused"; code: string; messages: string[]; status?: number; correlationId?: string; durationMs?: number }
  /** Nothing happened at Klarna; try again later. */
  | {
      type: "weather"
      reason: string
      retryAfterMs?: number
      /** Not sent at all, because Klarna limits the account: no attempt was made. */
      slowed?: boolean
      status?: number
      correlationId?: string
      durationMs?: number
    }
  /** It may have happened: repeat with the same key, or read the order. */
  | { type: "unknown"; reason: string; status?: number; correlationId?: string; durationMs?: number }

/** Sorts a failure. Throws anything that is not Klarna's back to the caller. */
export function outcomeOf(error: unknown): Exclude<Outcome, { type: "accepted" }> {
  if (!(error instanceof KlarnaError)) throw error
  const { status, correlationId, durationMs } = error
  if (error instanceof KlarnaRefusedError) {
    return { type: "refused", code: error.code, messages: error.messages, status, correlationId, durationMs }
  }
  if (error instanceof KlarnaCredentialsError) {
    return { type: "refused", code: "UNAUTHORIZED", messages: [error.message], status, correlationId, durationMs }
  }
  if (error instanceof KlarnaBusyError) {
    const { retryAfterMs, slowed } = error
    const reason = slowed ? slowedFor(retryAfterMs) : "429"
    return { type: "weather", reason, retryAfterMs, slowed, status, correlationId, durationMs }
  }
  const notSent = error instanceof KlarnaUnreachableError && error.notSent
  return { type: notSent ? "weather" : "unknown", reason: error.message, status, correlationId, durationMs }
}
