import { randomUUID } from "node:crypto"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Outcome } from "../klarna/errors"
import {
  DuplicateOperationError,
  type Intent,
  type Operation,
  type OperationOutcome,
  UnresolvedOperationError,
} from "./types"

const TABLE = "klarna_operation"

/**
 * Writes the row that must exist before the request does, on a connection of its own: committed when this returns.
 * @throws UnresolvedOperationError when an earlier write of this Klarna order is unresolved (a unique index decides)
 * @throws DuplicateOperationError when the given idempotency key was used before
 */
export async function openOperation(knex: Knex, intent: Intent): Promise<Operation> {
  const row = {
    id: `klop_${randomUUID()}`,
    klarna_order_id: intent.klarna_order_id,
    order_id: intent.order_id ?? null,
    account_id: intent.account_id,
    kind: intent.kind,
    fingerprint: intent.fingerprint,
    idempotency_key: intent.idempotency_key ?? randomUUID(),
    trigger: intent.trigger,
    asked: JSON.stringify(intent.asked ?? {}),
    reference: intent.reference ?? null,
  }
  // DO NOTHING instead of an error: Medusa logs every failed statement, and losing this race is ordinary.
  const [inserted] = await knex(TABLE).insert(row).onConflict().ignore().returning("*")
  if (inserted) return inserted as Operation

  const duplicate = await operationByKey(knex, row.idempotency_key)
  if (duplicate) throw new DuplicateOperationError(duplicate)
  const blocking = intent.klarna_order_id ? await unresolvedOperation(knex, intent.klarna_order_id) : undefined
  if (blocking) throw new UnresolvedOperationError(blocking)
  // The blocking row was resolved between the two statements: the way is free now.
  return openOperation(knex, intent)
}

/** The one write of this Klarna order whose end is not known, if there is one. */
export function unresolvedOperation(knex: Knex, klarna_order_id: string): Promise<Operation | undefined> {
  return unresolved(knex).where({ klarna_order_id }).first()
}

export function operationByKey(knex: Knex, idempotency_key: string): Promise<Operation | undefined> {
  return knex(TABLE).where({ idempotency_key }).whereNull("deleted_at").first()
}

/** The newest write of a kind, whatever came of it. */
export function lastOperation(knex: Knex, klarna_order_id: string, kind: string): Promise<Operation | undefined> {
  return knex(TABLE).where({ klarna_order_id, kind }).whereNull("deleted_at").orderBy("created_at", "desc").first()
}

/** The accepted write that last set this Klarna order's amount. */
export function lastAmountOperation(knex: Knex, klarna_order_id: string): Promise<Operation | undefined> {
  return knex(TABLE)
    .where({ klarna_order_id, outcome: "accepted" })
    .whereIn("kind", ["create_order", "authorization"])
    .whereNull("deleted_at")
    .orderBy("finished_at", "desc")
    .first()
}

/** Whether this Klarna order was cancelled by us, or may have been. */
export async function mayBeCancelled(knex: Knex, klarna_order_id: string): Promise<boolean> {
  const cancel = await knex(TABLE)
    .where({ klarna_order_id, kind: "cancel" })
    .whereIn("outcome", ["accepted", "unknown"])
    .whereNull("deleted_at")
    .first("id")
  return cancel !== undefined
}

/** Marks the moment of sending: from here on the outcome is not known until it is written. */
export async function markSent(knex: Knex, operation: Operation): Promise<void> {
  await knex(TABLE)
    .where({ id: operation.id })
    .update({ sent_at: knex.fn.now(), attempts: knex.raw("attempts + 1"), updated_at: knex.fn.now() })
}

/** Writes what came of it. `unknown` keeps the row unresolved; everything else ends it. */
export async function closeOperation(
  knex: Knex,
  operation: Pick<Operation, "id">,
  end: OperationOutcome,
  facts: ClosingFacts = {}
): Promise<void> {
  const { asked, error_messages, ...plain } = facts
  await knex(TABLE)
    .where({ id: operation.id })
    .update({
      ...plain,
      ...(asked ? { asked: JSON.stringify(asked) } : {}),
      ...(error_messages ? { error_messages: JSON.stringify(error_messages) } : {}),
      outcome: end,
      finished_at: knex.fn.now(),
      updated_at: knex.fn.now(),
    })
}

export type ClosingFacts = Partial<
  Pick<
    Operation,
    | "asked"
    | "attempts"
    | "correlation_id"
    | "duration_ms"
    | "error_code"
    | "error_messages"
    | "http_status"
    | "klarna_order_id"
    | "reference"
    | "result_id"
    | "sent_at"
  >
>

/** Klarna's answer in the ledger's words. A doubt stays a doubt: only a decision of Klarna's ends an unknown outcome. */
export function endOf(operation: Pick<Operation, "kind" | "outcome">, outcome: Outcome): OperationOutcome {
  switch (outcome.type) {
    case "accepted":
      return "accepted"
    case "refused":
      return operation.outcome === "unknown" && !endsTheDoubt(operation, outcome) ? "unknown" : "refused"
    case "weather":
      return operation.outcome === "unknown" ? "unknown" : "failed"
    case "unknown":
      return "unknown"
  }
}

/**
 * Whether a refusal of the repeat says anything of the first attempt. Not rejected credentials, an answer without Klarna's code, or a
 * conflict; nor "token already consumed", which the first attempt may have done.
 */
function endsTheDoubt({ kind }: Pick<Operation, "kind">, refusal: Extract<Outcome, { type: "refused" }>): boolean {
  return !isOfEdge(refusal) && refusal.status !== 409 && kind !== "create_order"
}

/** Klarna itself never saw the request: rejected credentials, or an answer without a code of Klarna's. */
export function isOfEdge({ code }: { code: string }): boolean {
  return code === "UNAUTHORIZED" || code.startsWith("HTTP_")
}

function unresolved(knex: Knex) {
  return knex(TABLE)
    .whereNull("deleted_at")
    .andWhere((builder) => builder.whereNull("outcome").orWhere("outcome", "unknown"))
}
