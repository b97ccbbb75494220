import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { readOrder as readForSync } from "../../src/workflows/sync/read-order"

/** `full`: every relation, as one would write the query of a sync; `ours`: what the plugin reads. */
export type Reading = "full" | "ours"

/** Fixed, so that what the plugin reads is always measured against the same. */
const FULL_FIELDS = [
  ...["id", "display_id", "custom_display_id", "version", "status", "currency_code", "email", "locale", "updated_at"],
  ...["total", "tax_total", "item_total", "shipping_total", "discount_total", "credit_line_total", "summary.*"],
  ...["items.*", "items.tax_lines.*", "items.adjustments.*", "items.detail.*"],
  ...["shipping_methods.*", "shipping_methods.tax_lines.*", "shipping_methods.adjustments.*", "credit_lines.*"],
  ...["shipping_address.*", "billing_address.*"],
  ...["payment_collections.*", "payment_collections.payments.*", "payment_collections.payments.captures.*"],
  ...["payment_collections.payments.refunds.*", "payment_collections.payment_sessions.*"],
]

export async function readOrder(container: MedusaContainer, id: string, reading: Reading): Promise<unknown> {
  if (reading === "ours") return readForSync(container, id)
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields: FULL_FIELDS, filters: { id } })
  return data[0]
}
