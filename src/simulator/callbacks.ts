/** A call from Klarna to the merchant's server. Unsigned, sent once; a failed delivery stays in the list. */
export interface SentCallback {
  at: string
  url: string
  body: unknown
  /** Null while it is on its way, and when nobody answered. */
  status: number | null
  error: string | null
}

const PATIENCE_MS = 10_000

export class Callbacks {
  private sent: SentCallback[] = []
  private stop = new AbortController()

  /** Sends in the background. Without a URL there is nobody to tell. */
  post(url: string | undefined, body: unknown, at: Date): void {
    if (!url) return
    const callback: SentCallback = { at: at.toISOString(), url, body, status: null, error: null }
    this.sent.push(callback)
    void this.deliver(callback)
  }

  all(): SentCallback[] {
    return this.sent
  }

  /** Forgets what was sent and drops what is on its way. */
  clear(): void {
    this.stop.abort()
    this.stop = new AbortController()
    this.sent = []
  }

  private async deliver(callback: SentCallback): Promise<void> {
    try {
      const answer = await fetch(callback.url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: callback.body === undefined ? undefined : JSON.stringify(callback.body),
        signal: AbortSignal.any([this.stop.signal, AbortSignal.timeout(PATIENCE_MS)]),
      })
      await answer.body?.cancel()
      callback.status = answer.status
    } catch (error) {
      callback.error = error instanceof Error ? error.message : String(error)
    }
  }
}

/** Klarna Payments writes `{order.id}`, the hosted page `{{order_id}}`. */
export function fillPlaceholders(url: string | undefined, values: Record<string, string | undefined>) {
  return Object.entries(values).reduce(
    (filled, [name, value]) => (value === undefined ? filled : filled?.split(name).join(encodeURIComponent(value))),
    url
  )
}
