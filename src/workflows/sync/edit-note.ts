import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** The note of the order's last confirmed edit, for Klarna's `description`. Read only when an amount is about to be told. */
export async function editNote(container: MedusaContainer, order_id: string): Promise<string | undefined> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({
    entity: "order_change",
    fields: ["description", "internal_note"],
    filters: { order_id, change_type: "edit", status: "confirmed" },
    pagination: { take: 1, order: { confirmed_at: "DESC" } },
  })
  return (data[0]?.description || data[0]?.internal_note)?.trim() || undefined
}
