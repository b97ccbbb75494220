import http from "node:http"
import https from "node:https"
import fetch, { FetchError, type Response } from "node-fetch"
import { NoUsableAnswer } from "./no-usable-answer"
import { withTimeLimit } from "./time-limit"

export type Method = "GET" | "POST" | "PATCH" | "DELETE"
export type Fetch = typeof fetch

export interface Exchange {
  method: Method
  /** Encoded, with a slash in front. */
  path: string
  headers: Record<string, string>
  body?: unknown
  /** For the whole exchange: connecting, headers and body. */
  timeoutMs: number
  signal?: AbortSignal
}

/** What came over the wire, any status, nothing judged. */
export interface Received {
  status: number
  header: (name: string) => string | undefined
  text: string
}

/** An order with 1000 lines and all its captures stays well below. */
const maxAnswerBytes = 10 * 1024 * 1024

/** Servers close idle connections, Node's own after 5 s: closed by us first, no request meets a connection that is just going. */
const idleConnectionMs = 4_000

/**
 * One exchange over kept-alive connections to one host. Throws `NoUsableAnswer` when nothing complete comes back.
 * (node-fetch 2 does not notice a connection cut inside a body of known length: there the time-out does.)
 */
export function createHttp(baseUrl: string, fetchWith: Fetch = fetch, idleMs = idleConnectionMs) {
  // A time-out of the agent ends connections that wait for a request, never one that waits for its answer.
  const agent = new (baseUrl.startsWith("https:") ? https : http).Agent({ keepAlive: true, timeout: idleMs })

  async function exchange({ method, path, headers, body, timeoutMs, signal: outer }: Exchange): Promise<Received> {
    if (outer?.aborted) throw new NoUsableAnswer("the caller stopped waiting", true)
    if (timeoutMs <= 0) throw new NoUsableAnswer("no time was left", true)
    try {
      return await withTimeLimit(timeoutMs, outer, async (signal) => {
        const response = await fetchWith(`${baseUrl}${path}`, {
          method,
          headers: body === undefined ? headers : { ...headers, "Content-Type": "application/json" },
          body: body === undefined ? undefined : JSON.stringify(body),
          redirect: "manual",
          size: maxAnswerBytes,
          agent,
          signal,
        })
        return received(response, await response.text())
      })
    } catch (error) {
      throw faultOf(error, outer, timeoutMs)
    }
  }

  return { exchange, close: () => agent.destroy() }
}

function received(response: Response, text: string): Received {
  return { status: response.status, header: (name) => response.headers.get(name) ?? undefined, text }
}

/** Errors before a connection stands: nothing can have reached Klarna. */
const beforeSending = /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|CERT_.+|.*SELF_SIGNED_CERT.*|UNABLE_TO_.+|ERR_TLS_CERT_.+)$/

/** node-fetch's own messages hold the URL, and the URL may hold a token: only its error code is passed on. */
function faultOf(error: unknown, outer: AbortSignal | undefined, timeoutMs: number): unknown {
  if (!(error instanceof Error)) return error
  if (error.name === "AbortError") {
    return new NoUsableAnswer(outer?.aborted ? "the caller stopped waiting" : `no answer within ${timeoutMs} ms`)
  }
  if (!(error instanceof FetchError)) return error
  const code = error.code ?? error.type
  return new NoUsableAnswer(code, beforeSending.test(code))
}
