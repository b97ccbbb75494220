import type { Pool } from "pg"
import type { Shop } from "../demo/shop"
import type { Purchase } from "../store/place-order"
import { waitFor } from "../store/wait-for"
import type { PaidOrder } from "./copy-orders"

const shirtAndMugs: Purchase = { items: [{ product: "Shirt" }, { product: "Mug", quantity: 2 }] }

/** A Shirt and two Mugs unless told otherwise, paid with Klarna, and Klarna has heard all about it. */
export async function placedOrder(shop: Shop, database: Pool, purchase = shirtAndMugs): Promise<PaidOrder> {
  const { id } = await shop.shopper.placeOrder(purchase)
  const row = await waitFor(
    async () => {
      const { rows } = await database.query<{ klarna_order_id: string }>(
        "SELECT klarna_order_id FROM klarna_order WHERE order_id = $1 AND sync_state = 'in_sync' AND dirty = 0",
        [id]
      )
      return rows[0]
    },
    { timeout: 120_000, what: "the order to be in step" }
  )
  return { id, klarnaId: row.klarna_order_id }
}
