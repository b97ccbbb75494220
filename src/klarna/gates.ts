import type { ClientAccount } from "./client"
import { createGate, type Gate } from "./gate"
import { baseUrlOf } from "./hosts"

const gates = new Map<string, Gate>()

/**
 * The one gate of a merchant in this process: the payment provider and the sync have clients of their own, Klarna counts them together.
 * Other processes learn from Klarna's headers by themselves.
 */
export function gateOf(account: ClientAccount): Gate {
  const name = `${merchantOf(account.username)} at ${baseUrlOf(account)}`
  const gate = gates.get(name) ?? createGate()
  gates.set(name, gate)
  return gate
}

/**
 * Klarna counts per merchant id, not per credential. Older user names are that id with a suffix (`K123_abc`, `PK123_abc`), so that an
 * account with new credentials and its retired twin share a limit; of newer ones nothing can be told.
 */
function merchantOf(username: string): string {
  return /^(P?K\d+)_/.exec(username)?.[1] ?? username
}
