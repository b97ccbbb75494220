import { Pool } from "pg"
import { syncOrderToKlarnaWorkflow } from "../../src/workflows"
import { copyOrder } from "../processes/copy-orders"
import { klarnaDesk, type Bought } from "../store/klarna-desk"
import type { KlarnaStoreUnderTest } from "../store/klarna-store"
import type { Purchase } from "../store/place-order"
import { knexOf } from "./passing-time"

/**
 * Orders that are in step with Klarna, one after the other: the first is bought as a buyer does it, the others are copies of it. A
 * checkout takes longer than all the rest of a trial.
 */
export function boughtOrders(shop: KlarnaStoreUnderTest, count: number) {
  const { klarna, container, settled } = shop
  let waiting: Bought[] = []

  async function stock(purchase: Purchase): Promise<void> {
    const original = await klarnaDesk(shop).buy(purchase)
    const copies = await copied(original, count - 1)
    for (const { id } of copies) await syncOrderToKlarnaWorkflow(container()).run({ input: { order_id: id } })
    await settled()
    waiting = [original, ...copies]
  }

  async function copied(original: Bought, how_many: number): Promise<Bought[]> {
    const database = new Pool({ connectionString: knexOf(container()).client.config.connection.connectionString })
    try {
      return await copyOrder(database, klarna, original, how_many)
    } finally {
      await database.end()
    }
  }

  return async function next(purchase: Purchase = {}): Promise<Bought> {
    if (!waiting.length) await stock(purchase)
    const order = waiting.shift() as Bought
    // The job was told to leave it alone until now.
    await knexOf(container())("klarna_order").where({ order_id: order.id }).update({ compared_at: new Date() })
    return order
  }
}
