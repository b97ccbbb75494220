import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { AdminKlarnaOperation, AdminKlarnaOrder, AdminKlarnaUser } from "./responses"

const BY_USER = "user:"

/** Who did what, in one query; whoever was deleted since is not among them. */
export async function usersNamedBy(
  container: MedusaContainer,
  { off_by, attention_seen_by }: AdminKlarnaOrder,
  operations: AdminKlarnaOperation[]
): Promise<AdminKlarnaUser[]> {
  const triggers = operations.map(({ trigger }) => trigger).filter((trigger) => trigger.startsWith(BY_USER))
  const named = [off_by, attention_seen_by, ...triggers.map((trigger) => trigger.slice(BY_USER.length))]
  const ids = [...new Set(named.filter((id) => id !== null))]
  if (!ids.length) return []
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "user",
    fields: ["id", "first_name", "last_name", "email"],
    filters: { id: ids },
  })
  return data.map(({ id, first_name, last_name, email }) => ({
    id,
    name: [first_name, last_name].filter(Boolean).join(" ") || email,
  }))
}
