/** True for 127.0.0.0/8, ::1 and localhost. `URL` has already written every IPv4 spelling in its dotted form. */
export function isLoopback(url: URL): boolean {
  return /^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(url.hostname)
}

const parse = (address: string): URL | undefined => (URL.canParse(address) ? new URL(address) : undefined)

/** What is wrong with an override of Klarna's host, as the end of a sentence; undefined: nothing. */
export function baseUrlProblem(baseUrl: string, environment: "live" | "playground"): string | undefined {
  if (environment === "live") return "is refused for a live account: live hosts come from a table"
  const url = parse(baseUrl)
  if (!url || !["http:", "https:"].includes(url.protocol)) return "must be an http or https URL"
  if (url.username || url.password) return "must not contain a user name or password"
  if (url.search || url.hash) return "must not have a query or fragment"
  if (url.protocol === "http:" && !isLoopback(url)) return "must use https unless it is this machine (localhost)"
  return undefined
}

/** The same for an address that Klarna or a browser is sent to. */
export function publicUrlProblem(address: string): string | undefined {
  const url = parse(address)
  if (url?.protocol === "https:") return undefined
  if (url?.protocol === "http:" && isLoopback(url)) return undefined
  return "must be an https URL (http only for localhost)"
}
