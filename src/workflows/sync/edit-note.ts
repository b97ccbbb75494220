import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** The note of the order's last confirmed edit, for Klarna's `description`. Read only when an amount is about to be told. */
export async function editNote(container: MedusaContainer, order_id: string): Promise<string | undefined> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const last = await knex("order_change")
    .where({ order_id, change_type: "edit", status: "confirmed" })
    .whereNull("deleted_at")
    .orderBy("confirmed_at", "desc")
    .first("description", "internal_note")
  return (last?.description || last?.internal_note)?.trim() || undefined
}
