import { executeWithConcurrency } from "@medusajs/framework/utils"
import type { Pool } from "pg"
import type { Shop } from "../demo/shop"
import type { KlarnaSide } from "../store/klarna-side"
import { copyOrder, type PaidOrder } from "../processes/copy-orders"
import { placedOrder } from "../processes/placed-order"
import type { ShopProcesses } from "../processes/shop-processes"
import { waitFor } from "../store/wait-for"
import type { CrashPoint } from "./crash-points"
import { stories, type Cast, type Story } from "./stories"

const nobody: Cast = { id: "", klarnaId: "", collectionId: "", cartId: "", token: "" }

/** An order (or a cart) of its own for each point, and Klarna has heard all about it. */
export async function castFor(points: CrashPoint[], shop: Shop, { database, klarna }: ShopProcesses): Promise<Cast[]> {
  const needed = points.filter(({ story }) => /^with an? (captured )?order$/.test(stories[story].begins)).length
  const orders = await paidOrders(shop, database, klarna, needed)
  const cast: Cast[] = []
  for (const point of points) {
    const { begins, before }: Story = stories[point.story]
    const who = await (others[begins]?.(shop) ?? { ...nobody, ...orders.pop()! })
    if (begins === "with a captured order") await shop.merchant.capturePayment(who.id)
    await before?.(shop, who)
    cast.push(who)
  }
  await waitFor(() => nothingIsLeft(database, needed), {
    timeout: 300_000,
    every: 500,
    what: "all orders to be in step",
  })
  return cast
}

const others: Partial<Record<Story["begins"], (shop: Shop) => Promise<Cast>>> = {
  "with an approved cart": approvedCart,
  "with an order that Klarna is undecided about": undecidedOrder,
}

async function undecidedOrder({ doubtedShopper, admin }: Shop): Promise<Cast> {
  const { id } = await doubtedShopper.placeOrder()
  const klarnaId = await waitFor(
    async () => (await admin.get<KlarnaSide>(`/admin/klarna/orders/${id}`)).klarna_order.klarna_order_id,
    { timeout: 120_000, what: "the plugin to meet the order" }
  )
  return { ...nobody, id, klarnaId }
}

/** Copies of one order, and a note on each, so that the plugin meets it. */
async function paidOrders(shop: Shop, database: Pool, klarna: Shop["klarna"], count: number): Promise<PaidOrder[]> {
  const first = await placedOrder(shop, database)
  const orders = [first, ...(await copyOrder(database, klarna, first, count - 1))]
  const notes = orders.map(
    ({ id }) =>
      () =>
        shop.merchant.updateOrder(id, { metadata: { gift: "no" } })
  )
  await executeWithConcurrency(notes, 4)
  return orders
}

async function approvedCart({ shopper, klarna }: Shop): Promise<Cast> {
  const checkout = await shopper.choosePayment(await shopper.fillCart())
  const { authorization_token: token } = await klarna.approve(String(checkout.session.data.klarna_session_id))
  await shopper.authorize(checkout, { authorization_token: token })
  return { ...nobody, collectionId: checkout.paymentCollectionId, token, cartId: checkout.cartId }
}

async function nothingIsLeft(database: Pool, count: number): Promise<boolean> {
  const { rows } = await database.query<{ met: number; done: number }>(
    `SELECT count(*)::int AS met,
            count(*) FILTER (WHERE (sync_state = 'in_sync' OR fraud_status = 'PENDING') AND dirty = 0 AND lease_token IS NULL)::int AS done
       FROM klarna_order`
  )
  const [{ met, done }] = rows
  return met >= count && done === met
}
