import { callbackToken } from "../../purchase/callback-token"
import type { Knock } from "./facts"

const PATIENCE_MS = 5_000

/**
 * Calls the store as Klarna would, with nothing to tell: who knows the secret finds the address right and the message wrong (400), and
 * nothing happens.
 */
export async function knock({ backendUrl, secret }: { backendUrl: string; secret: string }): Promise<Knock> {
  const address = `${backendUrl}/hooks/klarna/notification/${callbackToken(secret, "notification", "doctor")}`
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const told = (await answer.json().catch(() => undefined)) as { type?: string; message?: string } | undefined
    if (answer.status === 400 && told?.type === "invalid_data") return "heard"
    return answer.status === 404 && told?.type === "not_found" && told.message === NOT_OURS
      ? "other_secret"
      : "somebody_else"
  } catch {
    return "no_answer"
  }
}

/** What the route says to an address that it did not make: see api/hooks/klarna/subject-of-request.ts. */
const NOT_OURS = "There is nothing here"
