import { randomUUID } from "node:crypto"

/** What the simulator says to one call, before it becomes bytes. */
export interface Answer {
  status: number
  /** JSON; absent means an empty body. */
  body?: unknown
  /** A page instead of JSON: what the network edge in front of Klarna sends. */
  html?: string
  headers?: Record<string, string>
  /** True when the call changed something at Klarna. */
  effect?: boolean
}

/** A "no" as data. `correlation_id` is added when it is sent. */
export interface Refusal {
  status: number
  error_code: string
  error_messages: string[]
}

export const refuse = (status: number, error_code: string, ...error_messages: string[]): Refusal => ({
  status,
  error_code,
  error_messages,
})

export const isRefusal = (verdict: object): verdict is Refusal => "error_code" in verdict

export const refusalAnswer = ({ status, error_code, error_messages }: Refusal): Answer => ({
  status,
  body: { error_code, error_messages },
})

const CORRELATION = "Klarna-Correlation-Id"

/** Gives an answer its correlation id: always as header, in the body of an error too. Edge pages have none. */
export function correlate(answer: Answer): Answer {
  if (answer.html !== undefined || answer.headers?.[CORRELATION]) return answer
  const correlation_id = randomUUID()
  return {
    ...answer,
    headers: { [CORRELATION]: correlation_id, ...answer.headers },
    body: isErrorBody(answer.body) ? { ...answer.body, correlation_id } : answer.body,
  }
}

const isErrorBody = (body: unknown): body is object => typeof body === "object" && body !== null && "error_code" in body

/** The edge turns wrong credentials away before Klarna sees the call: a page, no envelope, no correlation id. */
export const unauthorizedPage = (): Answer => ({ status: 401, html: page("401 Authorization Required") })
export const unreadablePage = (): Answer => ({ status: 200, html: page("Simulated page instead of JSON") })
/** What a flood protection in front of Klarna sends. */
export const emptyForbidden = (): Answer => ({ status: 403, html: "" })
export const emptyTooManyRequests = (): Answer => ({ status: 429, html: "" })
export const badGatewayPage = (): Answer => ({ status: 502, html: page("502 Bad Gateway") })
export const emptyGatewayTimeout = (): Answer => ({ status: 504, html: "" })

const page = (title: string) =>
  `<html>\n<head><title>${title}</title></head>\n<body><center><h1>${title}</h1></center></body>\n</html>\n`

export const conflict = () => refuse(409, "CONFLICT")
export const tooLarge = () => refuse(413, "REQUEST_TOO_LARGE", "Request is too large")
export const tooManyRequests = () => refuse(429, "TOO_MANY_REQUESTS", "Too many requests")
export const serverError = () => refuse(500, "INTERNAL_SERVER_ERROR", "Internal server error")
export const unavailable = () => refuse(503, "TEMPORARILY_UNAVAILABLE", "Temporarily unavailable")
export const notJson = () => refuse(400, "BAD_REQUEST", "The request body is not valid JSON")
export const badValue = () => refuse(400, "BAD_VALUE", "Bad value: simulated")
export const notAllowed = () => refuse(403, "NOT_ALLOWED", "Not allowed: simulated")
export const unprocessableBody = () => refuse(422, "UNPROCESSABLE_ENTITY", "Unprocessable: simulated")
export const unknownPath = () => refuse(404, "NOT_FOUND", "No such resource")
