import type { KlarnaClient } from "../../klarna"
import { noteCaptured, noteRefunded, type Operation, sendOperation, type Sent } from "../../ledger"
import type { CreateCapture, OrderLine, ShippingInfo } from "../../klarna/types"
import { captureDescription } from "../../mapping/capture-parcels"
import { parcelsToSend } from "./parcels"
import type { ProviderRoom } from "./room"

/**
 * Sends a capture or refund as its ledger row says, and keeps the mirror true. A repeat is the same request under the same key: within
 * 24 hours Klarna carries it out once, however often and however soon it comes. https://docs.klarna.com/api/escalation-and-retry-policy/
 */
export async function sendMoney(
  { knex, logger }: Pick<ProviderRoom, "knex" | "logger">,
  client: KlarnaClient,
  operation: Operation
): Promise<Sent<unknown>> {
  const isCapture = operation.kind === "capture"
  const parcels = await parcelsToSend({ knex, logger }, operation)
  const sent = isCapture
    ? await sendOperation(knex, operation, captureOf(client, operation, parcels), ({ capture_id }) => ({
        result_id: capture_id,
        ...(operation.asked.told !== undefined && { asked: { ...operation.asked, told: [...parcels.keys()] } }),
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

const captureOf =
  (client: KlarnaClient, operation: Operation, parcels: Map<string, ShippingInfo>) => (idempotencyKey: string) =>
    client.orders.capture(
      operation.klarna_order_id as string,
      {
        captured_amount: amountOf(operation),
        reference: operation.reference ?? undefined,
        ...linesOf(operation),
        ...describedBy(operation),
        ...(parcels.size > 0 && { shipping_info: [...parcels.values()] }),
      },
      { idempotencyKey }
    )

function describedBy({ asked }: Operation): Pick<CreateCapture, "description" | "shipping_delay"> {
  const description = asked.order_lines ? captureDescription(asked.order_lines as OrderLine[]) : undefined
  return {
    ...(description && { description }),
    ...(typeof asked.shipping_delay === "number" && { shipping_delay: asked.shipping_delay }),
  }
}

const refundOf = (client: KlarnaClient, operation: Operation) => (idempotencyKey: string) =>
  client.orders.refund(
    operation.klarna_order_id as string,
    { refunded_amount: amountOf(operation), reference: operation.reference ?? undefined, ...linesOf(operation) },
    { idempotencyKey }
  )
