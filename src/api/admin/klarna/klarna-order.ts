import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"

const FIELDS = [
  ...["id", "klarna_order_id", "order_id", "account_id", "environment", "region", "klarna_reference"],
  ...["status", "fraud_status", "order_amount", "original_order_amount", "captured_amount", "refunded_amount"],
  ...["purchase_currency", "purchase_country", "payment_method", "merchant_reference1", "merchant_reference2"],
  ...[
    "expires_at",
    "read_at",
    "sync_state",
    "attention",
    "attention_code",
    "notes",
    "attempts",
    "next_attempt_at",
    "synced_at",
    "off_by",
    "off_at",
  ],
]

const OPERATION_FIELDS = [
  ...["id", "kind", "trigger", "asked", "outcome", "http_status", "error_code", "error_messages", "correlation_id"],
  ...["attempts", "created_at", "sent_at", "finished_at", "duration_ms", "result_id"],
]

/** An order's Klarna side as the admin API answers it: our memory and the ledger; Klarna itself is not asked. Amounts in minor units. */
export async function klarnaOrderOf(container: MedusaContainer, order_id: string) {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: orders } = await query.graph({
    entity: "klarna_order",
    fields: FIELDS,
    filters: { order_id },
    pagination: { order: { created_at: "DESC" } },
  })
  if (!orders.length) throw new MedusaError(MedusaError.Types.NOT_FOUND, `Order ${order_id} has no Klarna order`)
  const { data: operations } = await query.graph({
    entity: "klarna_operation",
    fields: OPERATION_FIELDS,
    filters: { klarna_order_id: orders.map(({ klarna_order_id }) => klarna_order_id) },
    pagination: { order: { created_at: "DESC" }, take: 100 },
  })
  // Of several the one that still counts: the others are purchases that failed before.
  const klarna_order = orders.find(({ sync_state }) => sync_state !== "closed") ?? orders[0]
  return { klarna_order, operations: operations.map(withoutFingerprints) }
}

/** What Klarna acknowledged at the purchase is for comparing, not for reading. */
function withoutFingerprints<Row extends { asked: Record<string, unknown> }>(operation: Row): Row {
  const { acknowledged: _, ...asked } = operation.asked
  return { ...operation, asked }
}
