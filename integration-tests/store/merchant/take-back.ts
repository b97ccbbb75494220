import type { HttpTypes } from "@medusajs/framework/types"
import type { ProductName } from "../catalog"
import type { Http } from "../http"
import type { SeededStore } from "../seed-store"
import { lineOf, readOrder } from "./read-order"

/** How many of which line, by product. */
export type Quantities = Partial<Record<ProductName, number>>

/** Medusa takes back only what was fulfilled before. */
/** What the customer pays for the way back, major units, and how it travels. */
export interface ReturnFee {
  shipping_option_id: string
  custom_amount: number
}

export async function requestReturn(admin: Http, orderId: string, back: Quantities, fee?: ReturnFee): Promise<string> {
  const { return: started } = await admin.post<HttpTypes.AdminReturnPreviewResponse>("/admin/returns", {
    order_id: orderId,
  })
  const path = `/admin/returns/${started.id}`
  await admin.post(`${path}/request-items`, { items: await linesOf(admin, orderId, back) })
  if (fee) await admin.post(`${path}/shipping-method`, fee)
  await admin.post(`${path}/request`)
  return started.id
}

export async function receiveReturn(admin: Http, orderId: string, returnId: string, back: Quantities): Promise<void> {
  const path = `/admin/returns/${returnId}`
  await admin.post(`${path}/receive`)
  await admin.post(`${path}/receive-items`, { items: await linesOf(admin, orderId, back) })
  await admin.post(`${path}/receive/confirm`)
}

export async function cancelReturn(admin: Http, returnId: string): Promise<void> {
  await admin.post(`/admin/returns/${returnId}/cancel`)
}

/** Takes `back` in exchange for `out`. Answers the ids of the exchange and of its return. */
export async function createExchange(
  admin: Http,
  store: SeededStore,
  orderId: string,
  { back, out }: { back: Quantities; out: Quantities }
): Promise<{ exchangeId: string; returnId: string }> {
  const { exchange } = await admin.post<HttpTypes.AdminExchangeResponse>("/admin/exchanges", { order_id: orderId })
  const path = `/admin/exchanges/${exchange.id}`
  await admin.post(`${path}/inbound/items`, { items: await linesOf(admin, orderId, back) })
  await admin.post(`${path}/outbound/items`, { items: variantsOf(store, out) })
  const confirmed = await admin.post<{ exchange: { return_id: string } }>(`${path}/request`)
  return { exchangeId: exchange.id, returnId: confirmed.exchange.return_id }
}

/** Something was wrong with `faulty`: sends `replacement`, or gives the money back. */
export async function createClaim(
  admin: Http,
  store: SeededStore,
  orderId: string,
  { faulty, replacement }: { faulty: Quantities; replacement?: Quantities }
): Promise<string> {
  const { claim } = await admin.post<HttpTypes.AdminClaimResponse>("/admin/claims", {
    order_id: orderId,
    type: replacement ? "replace" : "refund",
  })
  const path = `/admin/claims/${claim.id}`
  const items = await linesOf(admin, orderId, faulty)
  await admin.post(`${path}/claim-items`, { items: items.map((item) => ({ ...item, reason: "production_failure" })) })
  await admin.post(`${path}/inbound/items`, { items })
  if (replacement) await admin.post(`${path}/outbound/items`, { items: variantsOf(store, replacement) })
  await admin.post(`${path}/request`)
  return claim.id
}

async function linesOf(admin: Http, orderId: string, quantities: Quantities) {
  const order = await readOrder(admin, orderId)
  return Object.entries(quantities).map(([product, quantity]) => ({ id: lineOf(order, product).id, quantity }))
}

function variantsOf(store: SeededStore, quantities: Quantities) {
  return Object.entries(quantities).map(([product, quantity]) => ({
    variant_id: store.variants[product as ProductName],
    quantity,
  }))
}
