import type { MedusaContainer } from "@medusajs/framework/types"
import { KLARNA_MODULE } from "../../../modules/klarna/constants"
import type KlarnaModuleService from "../../../modules/klarna/service"
import { readLive, standingOf } from "../../../workflows/standing"
import { operationsOf } from "./operations"
import { klarnaOrderAnswer } from "./order-answer"
import type { AdminKlarnaOrderResponse } from "./responses"
import { usersNamedBy } from "./users"

/**
 * An order's Klarna side as the admin API answers it: our memory and the ledger. Klarna itself is asked only for `live`. Amounts in minor
 * units.
 */
export async function klarnaOrderOf(
  container: MedusaContainer,
  order_id: string,
  { live = false }: { live?: boolean } = {}
): Promise<AdminKlarnaOrderResponse> {
  const { row, rows, preview, actions } = await standingOf(container, order_id)
  const klarna_order = klarnaOrderAnswer(row)
  const operations = await operationsOf(
    container,
    rows.map(({ klarna_order_id }) => klarna_order_id)
  )
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  const [users, portal_url, read] = await Promise.all([
    usersNamedBy(container, klarna_order, operations),
    klarna.portalUrlOf(row),
    live ? readLive(container, row) : {},
  ])
  return { klarna_order, operations, preview, actions, users, portal_url, ...read }
}
