import { Client } from "pg"
import { channel } from "node:diagnostics_channel"

/** One SQL statement, or the request to Klarna, on this process's clock (milliseconds of the epoch). */
export interface Moment {
  what: string
  begin: number
  end: number
}

type Query = (this: Client, ...args: unknown[]) => unknown

/** Notes all statements of this process and when a request to Klarna goes out. `stop` gives them back in order. */
export function watchStatements(): { stop: () => Moment[] } {
  const moments: Moment[] = []
  // `pg` hands every statement, Medusa's too, through this one method.
  const prototype = Client.prototype as unknown as { query: Query }
  const { query } = prototype
  prototype.query = function (...args) {
    const moment: Moment = { what: textOf(args[0]), begin: epochMs(), end: Infinity }
    moments.push(moment)
    const last = args.at(-1)
    if (typeof last === "function") {
      args[args.length - 1] = (...answer: unknown[]) => {
        moment.end = epochMs()
        ;(last as (...all: unknown[]) => void)(...answer)
      }
    }
    const result = query.apply(this, args)
    if (result instanceof Promise) result.then(() => (moment.end = epochMs())).catch(() => undefined)
    return result
  }
  const started = (message: unknown) => {
    const { path } = (message as { request: { path: string } }).request
    if (path.startsWith("/ordermanagement/")) moments.push({ what: "request", begin: epochMs(), end: epochMs() })
  }
  const requests = channel("http.client.request.start")
  requests.subscribe(started)
  return {
    stop: () => {
      prototype.query = query
      requests.unsubscribe(started)
      return moments
    },
  }
}

export const epochMs = () => performance.timeOrigin + performance.now()

const textOf = (query: unknown): string =>
  (typeof query === "string" ? query : ((query as { text?: string })?.text ?? "")).trim()
