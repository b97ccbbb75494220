import type { CreateCapture } from "../../src/klarna/types"
import { bodiesOf } from "./klarna-calls"
import { klarnaDesk } from "./klarna-desk"
import type { KlarnaStoreUnderTest } from "./klarna-store"

/** What stories about parcels have in common. */
export function parcelDesk(shop: KlarnaStoreUnderTest) {
  const desk = klarnaDesk(shop)

  /** Packs everything and hands it over. */
  async function send(orderId: string, tracking_number: string): Promise<void> {
    await shop.ship(orderId, await shop.fulfill(orderId), { tracking_number })
    await shop.settled()
  }

  return {
    ...desk,
    send,
    captures: async () => bodiesOf<CreateCapture>(await desk.requests(), "POST captures"),
    shippingCalls: async () => (await desk.calls()).filter((call) => call.endsWith("shipping-info")),
  }
}
