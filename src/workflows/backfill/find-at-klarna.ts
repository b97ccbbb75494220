import { setTimeout as wait } from "node:timers/promises"
import { outcomeOf } from "../../klarna/errors"
import type { Order } from "../../klarna/types"
import type { AccountsToAsk, AccountToAsk } from "../../modules/klarna/accounts-to-ask"
import type { Failure } from "../sync/refused"
import { whyNoAnswer } from "../sync/why-no-answer"
import { BackfillInterruptedError } from "./interrupted"

export type Found =
  { account: AccountToAsk; order: Order } | { missing: "not_found" | "account_missing"; reasons: string[] | null }

/** Klarna says "later" this often before the run stands still. */
const PATIENCE = 5

/**
 * Asks one account after the other, likeliest first. `alive` before each: the run's sign of life.
 * @throws BackfillInterruptedError when Klarna does not answer: that says nothing about the order
 */
export async function findAtKlarna(
  { isSold, accounts }: AccountsToAsk,
  klarna_order_id: string,
  alive: () => Promise<void>
): Promise<Found> {
  const reasons: string[] = []
  for (const account of accounts) {
    await alive()
    const answer = await read(account, klarna_order_id)
    if (!("type" in answer)) return { account, order: answer }
    if (answer.type !== "refused") {
      throw new BackfillInterruptedError(
        "klarna_unavailable",
        `Klarna's orders cannot be read now: ${whyNoAnswer(answer)}. Nothing is lost: the run goes on from here.`
      )
    }
    // An account that sells nothing any more may have lost its password; the one that sells must be let in.
    if (answer.code === "UNAUTHORIZED" && account === accounts[0]) throw notLetIn(account)
    if (answer.code === "UNAUTHORIZED") reasons.push("credentials_rejected")
  }
  return { missing: isSold ? "not_found" : "account_missing", reasons: reasons.length ? reasons : null }
}

async function read({ client }: AccountToAsk, klarna_order_id: string): Promise<Order | Failure> {
  for (let attempt = 1; ; attempt++) {
    const answer = await client.orders.read(klarna_order_id).catch((error): Failure => outcomeOf(error))
    if (!("type" in answer)) return answer.data
    const isBusy = answer.type === "weather" && (answer.slowed || answer.status === 429)
    if (!isBusy || attempt === PATIENCE) return answer
    await wait(answer.retryAfterMs ?? 1000)
  }
}

const notLetIn = ({ identity }: AccountToAsk) =>
  new BackfillInterruptedError(
    "credentials_rejected",
    `Klarna rejected the user name or password of account "${identity.account_id}". Correct them in the options and restart the server; then go on with the run.`
  )
