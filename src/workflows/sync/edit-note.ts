import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/**
 * The description of the order's last confirmed edit, for Klarna's. Read only when an amount is about to be told. Never the internal
 * note, which is what the admin's form asks for: Klarna shows what it is told to the customer.
 */
export async function editNote(container: MedusaContainer, order_id: string): Promise<string | undefined> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const last = await knex("order_change")
    .where({ order_id, change_type: "edit", status: "confirmed" })
    .whereNull("deleted_at")
    .orderBy("confirmed_at", "desc")
    .first("description")
  return last?.description?.trim() || undefined
}
