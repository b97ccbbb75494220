import { copyOrder, type PaidOrder } from "../integration-tests/processes/copy-orders"
import { placedOrder } from "../integration-tests/processes/placed-order"
import type { House, ShopProcess } from "./house"

export interface Orders {
  /** So many orders of a Shirt and two Mugs, paid with Klarna and in step: nothing is left to tell. */
  take(shop: ShopProcess, count: number): Promise<PaidOrder[]>
}

/** How many are copied at once: beyond that, statements grow too long. */
const BATCH = 200

/** One order is bought, all others are copies that the plugin then meets as it meets any order. */
export function orderStock({ database, klarna }: Pick<House, "database" | "klarna">): Orders {
  let first: PaidOrder | undefined
  let copies = 0

  /** That the plugin placed the Klarna order stands in its ledger; what it told there is read from Klarna. */
  const rememberPurchases = (original: PaidOrder, orders: PaidOrder[]) =>
    database.query(
      `INSERT INTO klarna_operation
       SELECT (jsonb_populate_record(bought, jsonb_build_object(
                'id', 'klop_' || copy.klarna, 'idempotency_key', 'bought ' || copy.klarna,
                'klarna_order_id', copy.klarna, 'order_id', copy.id, 'asked', bought.asked - 'acknowledged'))).*
         FROM klarna_operation AS bought, unnest($2::text[], $3::text[]) AS copy (id, klarna)
        WHERE bought.klarna_order_id = $1 AND bought.kind = 'create_order'`,
      [original.klarnaId, orders.map(({ id }) => id), orders.map(({ klarnaId }) => klarnaId)]
    )

  return {
    async take(shop, count) {
      first ??= await placedOrder(shop, database)
      const taken: PaidOrder[] = []
      while (taken.length < count) {
        const some = Math.min(BATCH, count - taken.length)
        taken.push(...(await copyOrder(database, klarna, first, some, copies)))
        copies += some
      }
      await rememberPurchases(first, taken)
      const { results } = await shop.task("syncLoop", { ids: taken.map(({ id }) => id), concurrency: 4 })
      if (results.in_sync !== count) throw new Error(`Of ${count} new orders came out: ${JSON.stringify(results)}`)
      return taken
    },
  }
}
