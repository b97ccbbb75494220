import type { Failure } from "./refused"

/** In a few words, for merchants: "Klarna could not be asked: it did not answer in time". */
export function whyNoAnswer(failure: Failure): string {
  if (failure.type === "refused" && failure.code === "UNAUTHORIZED")
    return "it rejected this store's user name or password"
  if (failure.status === 429) return "it is limiting this store's calls"
  return failure.status ? `it answered HTTP ${failure.status}` : "it did not answer in time"
}

/** The same of a read, with Klarna's own words where it has any. */
export function whyUnread(failure: Failure): string {
  if (failure.type !== "refused" || failure.code === "UNAUTHORIZED") return whyNoAnswer(failure)
  return `Klarna does not show it to this account (${[failure.code, ...failure.messages].join(" - ").replace(/\.$/, "")})`
}
