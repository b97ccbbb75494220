import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { type Outcome, outcomeOf } from "../klarna/errors"
import { type ClosingFacts, closeOperation, endOf, markSent } from "./operations"
import type { Operation } from "./types"

/** The part of a client's answer that the ledger keeps. */
interface Answer<T> {
  data: T
  status: number
  correlationId?: string
  durationMs?: number
}

export type Sent<T> =
  { outcome: Extract<Outcome, { type: "accepted" }>; data: T } | { outcome: Exclude<Outcome, { type: "accepted" }> }

/**
 * Sends one ledger row and writes down what came of it. Klarna's refusals and bad weather are returned, not thrown.
 * `facts` adds what only the answer knows, for example the capture id.
 */
export async function sendOperation<T>(
  knex: Knex,
  operation: Operation,
  call: (idempotencyKey: string) => Promise<Answer<T>>,
  facts: (data: T) => ClosingFacts = () => ({})
): Promise<Sent<T>> {
  await markSent(knex, operation)
  const sent = await attempt(operation, call)
  await closeOperation(knex, operation, endOf(operation, sent.outcome), {
    ...factsOf(operation, sent.outcome),
    ...("data" in sent ? facts(sent.data) : {}),
  })
  return sent
}

async function attempt<T>(operation: Operation, call: (key: string) => Promise<Answer<T>>): Promise<Sent<T>> {
  try {
    const { data, status, correlationId, durationMs } = await call(operation.idempotency_key)
    return { outcome: { type: "accepted", status, correlationId, durationMs }, data }
  } catch (error) {
    return { outcome: outcomeOf(error) }
  }
}

function factsOf({ attempts, sent_at }: Operation, outcome: Outcome): ClosingFacts {
  // It was only about to be sent: the row tells again what it told before.
  if (outcome.type === "weather" && outcome.slowed) return { attempts, sent_at }
  return {
    http_status: outcome.status ?? null,
    correlation_id: outcome.correlationId ?? null,
    duration_ms: outcome.durationMs === undefined ? null : Math.round(outcome.durationMs),
    error_code: outcome.type === "refused" ? outcome.code : null,
    error_messages: outcome.type === "refused" ? outcome.messages : null,
  }
}
