import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, decorateCartTotals } from "@medusajs/framework/utils"
import { version } from "@medusajs/medusa/package.json"
import { ORDER_FIELDS, type OrderForSync } from "../../mapping/order-fields"
import { ORDER_STATEMENT } from "./order-statement"
import { queryOrder } from "./query-order"

/** The Medusa versions in which both ways were seen to read the same (`integration-tests/http/order-read.spec.ts`). */
const SEEN = /^2\.21\./

/** The order with everything that the sync needs of it; undefined when it is not there. */
export function readOrder(container: MedusaContainer, id: string): Promise<OrderForSync | undefined> {
  if (!SEEN.test(version)) return queryOrder(container, id, ORDER_FIELDS)
  return readAtOnce(container.resolve(ContainerRegistrationKeys.PG_CONNECTION), id)
}

/**
 * By one statement, with the totals from Medusa's own function: `query.graph` needs a dozen statements and an entity for every row, and
 * that is what a sync would mostly consist of (bench/README.md).
 */
export async function readAtOnce(knex: Knex, id: string): Promise<OrderForSync | undefined> {
  const { rows } = await knex.raw<{ rows: { found: OrderForSync }[] }>(ORDER_STATEMENT, [id])
  return rows[0] && withTotals(rows[0].found)
}

type Priced = Pick<OrderForSync, "currency_code" | "summary" | "items" | "shipping_methods" | "credit_lines">
type Totals = Pick<OrderForSync, "total" | "tax_total" | "credit_line_total">

/** Only what has prices is handed over: Medusa's function takes every `raw_...` that it meets for a number, also in metadata. */
function withTotals(order: OrderForSync): OrderForSync {
  const { currency_code, summary, items, shipping_methods, credit_lines } = order
  const priced: Priced = { currency_code, summary, items, shipping_methods, credit_lines }
  // It writes into what it is given, and its types ask for far more than it reads: @medusajs/utils/dist/totals/cart/index.js.
  const decorated = decorateCartTotals(priced as Parameters<typeof decorateCartTotals>[0]) as unknown as Totals
  const { total, tax_total, credit_line_total } = decorated
  return { ...order, total, tax_total, credit_line_total }
}
