import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { listOrders } from "../../../modules/klarna/list"
import type { AdminListKlarnaOrdersType } from "./list-validators"
import { klarnaOrderAnswer } from "./order-answer"
import type { AdminKlarnaOrderListResponse } from "./responses"

/** A page of the list, with Medusa's order numbers. */
export async function klarnaOrdersOf(
  container: MedusaContainer,
  { limit, offset, order, ...filters }: AdminListKlarnaOrdersType
): Promise<AdminKlarnaOrderListResponse> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const { rows, count } = await listOrders(knex, filters, { limit, offset, order })
  const numbers = await displayIdsOf(
    container,
    rows.map(({ order_id }) => order_id)
  )
  const klarna_orders = rows.map((row) => ({
    ...klarnaOrderAnswer(row),
    display_id: numbers.get(row.order_id) ?? null,
  }))
  return { klarna_orders, count, offset, limit }
}

async function displayIdsOf(container: MedusaContainer, ids: string[]): Promise<Map<string, number>> {
  if (!ids.length) return new Map()
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: ["id", "display_id"],
    filters: { id: [...new Set(ids)] },
  })
  return new Map(data.map(({ id, display_id }) => [id, Number(display_id)]))
}
