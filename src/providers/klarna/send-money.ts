import type { KlarnaClient } from "../../klarna"
import { noteCaptured, noteRefunded, type Operation, sendOperation, type Sent } from "../../ledger"
import type { OrderLine } from "../../klarna/types"
import type { ProviderRoom } from "./room"

/**
 * Sends a capture or refund as its ledger row says, and keeps the mirror true. A repeat is the same request under the same key: within
 * 24 hours Klarna carries it out once, however often and however soon it comes. https://docs.klarna.com/api/escalation-and-retry-policy/
 */
export async function sendMoney(
  { knex }: Pick<ProviderRoom, "knex">,
  client: KlarnaClient,
  operation: Operation
): Promise<Sent<unknown>> {
  const isCapture = operation.kind === "capture"
  const sent = isCapture
    ? await sendOperation(knex, operation, captureOf(client, operation), ({ capture_id }) => ({
        result_id: capture_id,
      }))
    : await sendOperation(knex, operation, refundOf(client, operation), ({ refund_id }) => ({ result_id: refund_id }))
  if (sent.outcome.type === "accepted") {
    await (isCapture ? noteCaptured : noteRefunded)(knex, operation.klarna_order_id as string, amountOf(operation))
  }
  return sent
}

/** The ledger keeps the lines, so that a repeat is the same request. */
const linesOf = ({ asked }: Operation) => (asked.order_lines ? { order_lines: asked.order_lines as OrderLine[] } : {})

/** Minor units. */
const amountOf = ({ kind, asked }: Operation) =>
  (kind === "capture" ? asked.captured_amount : asked.refunded_amount) as number

const captureOf = (client: KlarnaClient, operation: Operation) => (idempotencyKey: string) =>
  client.orders.capture(
    operation.klarna_order_id as string,
    { captured_amount: amountOf(operation), reference: operation.reference ?? undefined, ...linesOf(operation) },
    { idempotencyKey }
  )

const refundOf = (client: KlarnaClient, operation: Operation) => (idempotencyKey: string) =>
  client.orders.refund(
    operation.klarna_order_id as string,
    { refunded_amount: amountOf(operation), reference: operation.reference ?? undefined, ...linesOf(operation) },
    { idempotencyKey }
  )
