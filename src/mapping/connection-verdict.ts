/** What a test of an account's connection came to. */
export interface ConnectionTest {
  verdict: "ok" | "credentials_rejected" | "unreachable" | "unexpected"
  /** What happened, and what to do. */
  message: string
  correlation_id: string | null
  duration_ms: number
}

/** The client's answer to a read of an order that does not exist. */
export interface ConnectionAnswer {
  type: "accepted" | "refused" | "weather" | "unknown"
  status?: number
  code?: string
}

/** "No such order" is what an account hears that was let in. */
export function verdictOf({ type, status, code }: ConnectionAnswer): Pick<ConnectionTest, "verdict" | "message"> {
  if (status === 401) return { verdict: "credentials_rejected", message: REJECTED }
  if (status === 429) return { verdict: "unexpected", message: LIMITED }
  if (status !== undefined && status >= 500) return { verdict: "unreachable", message: down(`HTTP ${status}`) }
  if (type === "weather" || type === "unknown") return { verdict: "unreachable", message: down("no answer") }
  const isLetIn = type === "accepted" || code === "NO_SUCH_ORDER" || code === "NOT_FOUND" || code === "INVALID_ORDER_ID"
  if (isLetIn) return { verdict: "ok", message: "Klarna answers and knows this user name and password." }
  return { verdict: "unexpected", message: unexpected([status && `HTTP ${status}`, code].filter(Boolean).join(", ")) }
}

const REJECTED =
  "Klarna does not know this user name and password. Check both, and that environment and region are the account's own: a playground " +
  "key works in the playground only."

const LIMITED =
  "Klarna is limiting this account's calls right now, so nothing can be told of its credentials. Try again in a minute."

const down = (what: string) =>
  `Klarna could not be reached (${what}). Check that this server may call Klarna's host, look at Klarna's status page, and try again.`

const unexpected = (what: string) =>
  `Klarna answered something else than expected (${what}). Check environment, region and base URL of this account; its host may be blocking ` +
  "this server's address."
