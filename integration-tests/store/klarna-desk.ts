import type { UpdateAuthorization } from "../../src/klarna/types"
import type { LoggedRequest } from "../../src/simulator"
import { providers } from "./catalog"
import { bodiesOf, callsOf, effectsOf } from "./klarna-calls"
import type { SyncResult } from "../../src/workflows/sync-order-to-klarna"
import { type KlarnaSide, klarnaSideOf, letTimePass } from "./klarna-side"
import type { KlarnaStoreUnderTest } from "./klarna-store"
import { livePaymentsOf } from "./merchant"
import type { Purchase } from "./place-order"

/** A Medusa order and the Klarna order that it was paid with. */
export interface Bought {
  id: string
  klarnaId: string
}

/** What stories about a bought order have in common: buying, looking at both sides, and the clock's work. */
export function klarnaDesk(shop: KlarnaStoreUnderTest) {
  const { klarna, admin, settled, placeOrder, readOrder, container, capturePayment } = shop

  const side = (id: string) => klarnaSideOf(admin, id)

  /** Placed, told to Klarna, and the log empty: whatever is called from here on is the story's. */
  async function buy(purchase?: Purchase): Promise<Bought> {
    const { id } = await placeOrder(purchase)
    await settled()
    const { klarna_order } = await side(id)
    await klarna.clearRequests()
    return { id, klarnaId: klarna_order.klarna_order_id }
  }

  async function requests(): Promise<LoggedRequest[]> {
    await settled()
    return klarna.requests()
  }

  /** Both sides agree on this amount (major units), captured part included, and nobody has to do anything. */
  async function expectInStep({ id, klarnaId }: Bought, amount: number, captured = 0): Promise<void> {
    await settled()
    const minor = Math.round(amount * 100)
    const order = await klarna.order(klarnaId)
    expect(order.order_amount).toBe(minor)
    expect(order.order_lines.reduce((sum, { total_amount }) => sum + total_amount, 0)).toBe(minor)
    expect(order.status).toBe(captured ? "PART_CAPTURED" : "AUTHORIZED")
    expect((await side(id)).klarna_order).toMatchObject({
      order_amount: minor,
      sync_state: "in_sync",
      attention_code: null,
    })
    await expectPayment(id, amount - captured)
  }

  /** Medusa can still capture exactly so much (major units) with Klarna. */
  async function expectPayment(id: string, uncaptured: number): Promise<void> {
    const order = await readOrder(id)
    const live = livePaymentsOf(order).filter(({ provider_id }) => provider_id === providers.klarna)
    const sum = (rows: { amount?: unknown }[] = []) => rows.reduce((total, { amount }) => total + Number(amount), 0)
    const left = sum(live as { amount?: unknown }[]) - live.reduce((total, { captures }) => total + sum(captures), 0)
    expect(left).toBeCloseTo(uncaptured, 2)
    expect(live.filter(({ captured_at }) => !captured_at)).toHaveLength(uncaptured > 0 ? 1 : 0)
  }

  /** The dashboard's button takes everything, and nothing is open afterwards. */
  async function expectCaptureTakesAll({ id, klarnaId }: Bought): Promise<void> {
    await capturePayment(id)
    await settled()
    const order = await klarna.order(klarnaId)
    expect(order).toMatchObject({ status: "CAPTURED", captured_amount: order.order_amount })
    expect(await readOrder(id)).toMatchObject({ payment_status: "captured", summary: { pending_difference: 0 } })
    expect((await side(id)).klarna_order).toMatchObject({ sync_state: "in_sync", attention_code: null })
  }

  return {
    buy,
    side,
    requests,
    calls: async () => callsOf(await requests()),
    effects: async (call: string) => effectsOf(await requests(), call),
    authorizations: async () => bodiesOf<UpdateAuthorization>(await requests(), "PATCH authorization"),
    attention: async (id: string) => (await side(id)).klarna_order.attention?.[0],
    /** The merchant's button. */
    sync: async (id: string, force?: string[]) => {
      const answer = await admin.post<KlarnaSide & { sync: SyncResult }>(
        `/admin/klarna/orders/${id}/sync`,
        force ? { force } : {}
      )
      await settled()
      return answer
    },
    /** The time of the next attempt has come. */
    reconcile: async (id: string) => {
      await letTimePass(container(), id)
      await settled()
    },
    expectInStep,
    expectPayment,
    expectCaptureTakesAll,
  }
}
