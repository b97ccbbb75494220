import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { iso } from "./order-answer"
import type { AdminKlarnaOperation } from "./responses"

const FIELDS = [
  ...["id", "kind", "trigger", "asked", "outcome", "http_status", "error_code", "error_messages", "correlation_id"],
  ...["attempts", "created_at", "sent_at", "finished_at", "duration_ms", "result_id"],
]

/** The timeline of these Klarna orders, the latest first. */
export async function operationsOf(
  container: MedusaContainer,
  klarna_order_id: string[]
): Promise<AdminKlarnaOperation[]> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "klarna_operation",
    fields: FIELDS,
    filters: { klarna_order_id },
    pagination: { order: { created_at: "DESC" }, take: 100 },
  })
  return data.map((row) => ({
    ...row,
    asked: inShort(row.asked),
    // JSON that the ledger wrote and nobody else.
    error_messages: row.error_messages as string[] | null,
    ...timesOf(row),
  }))
}

/** What Klarna acknowledged at the purchase is for comparing, not for reading; of lines and parcels that went along, how many. */
function inShort({ acknowledged: _, order_lines, told, ...asked }: Record<string, unknown>): Record<string, unknown> {
  return {
    ...asked,
    ...(Array.isArray(order_lines) && { lines: order_lines.length }),
    ...(Array.isArray(told) && { parcels: told.length }),
  }
}

type Times = Record<"created_at" | "sent_at" | "finished_at", Date | string | null>

const timesOf = ({ created_at, sent_at, finished_at }: Times) => ({
  created_at: iso(created_at),
  sent_at: iso(sent_at),
  finished_at: iso(finished_at),
})
