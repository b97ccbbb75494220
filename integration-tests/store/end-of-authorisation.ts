import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { type Bought, klarnaDesk } from "./klarna-desk"
import { runReconcileJob } from "./klarna-side"
import type { KlarnaStoreUnderTest } from "./klarna-store"

export const DAY_MS = 24 * 3600_000
export const EXTENSION = "POST extend-authorization-time"

/** Stories of the day on which Klarna ends an authorisation: nobody waits for days, Klarna says another date. */
export function endOfAuthorisation(shop: KlarnaStoreUnderTest) {
  const { klarna, container, settled } = shop
  const desk = klarnaDesk(shop)
  const rows = () => container().resolve(ContainerRegistrationKeys.PG_CONNECTION)("klarna_order")

  /** The day has come on which Klarna is to be looked at. */
  const lookIsDue = ({ id }: Bought) =>
    rows()
      .where({ order_id: id })
      .update({ next_read_at: new Date(Date.now() - 1000), read_at: new Date(Date.now() - 10 * DAY_MS) })

  /** So many days are left, and it is time to look. */
  async function endsIn(order: Bought, days: number): Promise<string> {
    const expires_at = new Date(Date.now() + days * DAY_MS).toISOString()
    await klarna.seedOrder({ ...(await klarna.order(order.klarnaId)), expires_at })
    await lookIsDue(order)
    await klarna.clearRequests()
    return expires_at
  }

  /** Klarna takes no extension for this method. */
  async function paidByCard({ klarnaId }: Bought): Promise<void> {
    const state = await klarna.order(klarnaId)
    await klarna.seedOrder({ ...state, initial_payment_method: { type: "PAY_BY_CARD" } })
  }

  async function job(): Promise<void> {
    await runReconcileJob(container())
    await settled()
  }

  return {
    ...desk,
    endsIn,
    job,
    lookIsDue,
    paidByCard,
    stateOf: async ({ id }: Bought) => (await desk.side(id)).klarna_order,
    nextLook: async ({ id }: Bought) =>
      (await rows().where({ order_id: id }).first("next_read_at", "expires_at")) as Record<string, Date>,
  }
}
