import { knex as createKnex } from "@medusajs/framework/mikro-orm/knex"
import { placedOrder } from "../processes/placed-order"
import type { PaidOrder } from "../processes/copy-orders"
import { callsOf } from "../store/klarna-calls"
import type { Purchase } from "../store/place-order"
import { soldByOtherPlugin } from "../store/other-plugin"
import type { House } from "./house"
import { openWindow, type Look, type Window } from "./window"

export type Desk = ReturnType<typeof deskOf>

/** The merchant at work. The house is a function, because stories are told before it is open. */
export function deskOf(house: () => House) {
  const windows: Window[] = []
  return {
    get shop() {
      return house().shop
    },
    get klarna() {
      return house().klarna
    },
    get storefront() {
      return house().storefront
    },
    get database() {
      return house().database
    },

    /** A new tab. */
    async window(look?: Look): Promise<Window> {
      const window = await openWindow(house().browser, house().shop.medusa.url, look)
      windows.push(window)
      return window
    },

    /** An order of which Klarna knows all; what Klarna is asked from here on is the story's. */
    async buy(purchase?: Purchase): Promise<PaidOrder> {
      const { shop, database, klarna } = house()
      const order = await placedOrder(shop, database, purchase)
      await klarna.clearRequests()
      return order
    },

    /** An order of which Klarna refused the references; asked again it agrees. */
    async needingAttention() {
      const { shop, klarna } = house()
      const order = await this.buy()
      const wanted = `ERP-${order.id.slice(-6)}`
      await klarna.faults({ fault: "403", match: { path: "merchant-references" } })
      await shop.admin.post(`/admin/klarna/orders/${order.id}/references`, { merchant_reference1: wanted })
      await klarna.clearRequests()
      return { ...order, wanted, number: (await shop.merchant.readOrder(order.id)).display_id }
    },

    /** As if the store had run another Klarna plugin then. */
    async soldByOtherPlugin({ id, klarnaId }: PaidOrder): Promise<void> {
      const knex = createKnex({ client: "pg", connection: house().database.options.connectionString })
      await soldByOtherPlugin(knex, id, { klarna: { id: klarnaId } })
      await knex.destroy()
    },

    /** What the job would do, or a colleague. */
    sync: ({ id }: PaidOrder) => house().shop.admin.post(`/admin/klarna/orders/${id}/sync`),

    /** What Klarna was asked, as `PATCH authorization`, oldest first. */
    calls: async () => callsOf(await house().klarna.requests()),

    /** The same without what was only read. */
    writes: async () => callsOf(await house().klarna.requests()).filter((call) => !call.startsWith("GET")),

    /** Tabs are closed, Klarna is well again and knows what time it is. @returns what went wrong in the pages' own code. */
    async endStory(): Promise<string[]> {
      const broken = windows.flatMap((window) => window.broken)
      for (const window of windows.splice(0)) await window.close()
      await house().klarna.clearFaults()
      await house().klarna.clock({ now: new Date().toISOString() })
      return broken
    },
  }
}
