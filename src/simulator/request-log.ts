/** One call to a Klarna path, and what really became of it. Controls are not logged. */
export interface LoggedRequest {
  /** Klarna's time of arrival, ISO. */
  at: string
  /** Klarna's time when the answer left, or the caller hung up; null while the call is running. */
  ended_at: string | null
  method: string
  path: string
  /** Lower-case names, without `authorization`. */
  headers: Record<string, string>
  /** Parsed JSON; the text itself where it was none; null when empty. */
  body: unknown
  /** Null while it is running, and when the connection was cut before anything happened. */
  status: number | null
  response: unknown
  response_headers: Record<string, string>
  idempotency_key: string | null
  /** True when the answer was repeated from an earlier call with the same key. */
  replayed: boolean
  /** True when the call changed state. */
  effect: boolean
  /** The fault that met this call, if any. With `cut-after`, status and response are those that were lost. */
  fault: string | null
}

const CAPACITY = 10_000

export class RequestLog {
  private entries: LoggedRequest[] = []

  open(entry: Pick<LoggedRequest, "at" | "method" | "path" | "headers" | "body" | "idempotency_key">): LoggedRequest {
    const logged: LoggedRequest = {
      ...entry,
      ended_at: null,
      status: null,
      response: null,
      response_headers: {},
      replayed: false,
      effect: false,
      fault: null,
    }
    this.entries.push(logged)
    if (this.entries.length > CAPACITY) this.entries.shift()
    return logged
  }

  all(): LoggedRequest[] {
    return this.entries
  }

  clear(): void {
    this.entries = []
  }
}

/** Headers as sent, without the credentials. */
export function loggableHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const kept = Object.entries(headers).filter(([name, value]) => name !== "authorization" && value !== undefined)
  return Object.fromEntries(
    kept.map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : String(value)])
  )
}
