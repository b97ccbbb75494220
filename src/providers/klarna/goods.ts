import { container } from "@medusajs/framework"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { linesMoved } from "../../ledger"
import type { OrderLine } from "../../klarna/types"
import { captureLines } from "../../mapping/capture-lines"
import { type Goods, goodsOf } from "../../mapping/goods"
import { ORDER_FIELDS, type OrderForSync } from "../../mapping/order-fields"
import { refundLines } from "../../mapping/refund-lines"
import { movingMoneyNow } from "../../purchase/moving-money"
import { countryOf } from "./look-ups"
import { type CaptureShipping, shippingOfCapture } from "./parcels"
import type { KlarnaPaymentData } from "./payment-data"
import type { ProviderRoom } from "./room"

/** The lines that go with a capture of so much (minor units), absent where they are not known to fit, and what is known of its parcels. */
export async function goodsToCapture(
  room: ProviderRoom,
  data: KlarnaPaymentData,
  amount: number
): Promise<{ order_lines?: OrderLine[] } & CaptureShipping> {
  const found = await unlessUnknown(room, async () => {
    const goods = await goodsBehind(room, data)
    if (!goods) return undefined
    const klarna_order_id = data.klarna_order_id as string
    const captured = await linesMoved(room.knex, klarna_order_id, "capture")
    const order_lines = movingMoneyNow()?.withoutLines ? undefined : captureLines(amount, { ...goods, captured })
    return { order_lines, ...(await shippingOfCapture(room, klarna_order_id, goods.shipments, order_lines)) }
  })
  return found ?? {}
}

/** The lines that go with a refund of so much (minor units); undefined where they are not known to fit. */
export async function linesToRefund(
  room: ProviderRoom,
  data: KlarnaPaymentData,
  amount: number
): Promise<OrderLine[] | undefined> {
  return unlessUnknown(room, async () => {
    const captured = await linesMoved(room.knex, data.klarna_order_id as string, "capture")
    if (!captured.length || captured.includes(null)) return undefined
    const goods = await goodsBehind(room, data)
    if (!goods) return undefined
    const refunded = await linesMoved(room.knex, data.klarna_order_id as string, "refund")
    return refundLines(amount, { ...goods, captured, refunded })
  })
}

/**
 * The order as Klarna has it, from Medusa's own query: a payment provider is given an amount and nothing else, and its own container has
 * no query, so the application's is asked. Source: `@medusajs/framework/dist/container.js`.
 */
async function goodsBehind({ knex, options }: ProviderRoom, data: KlarnaPaymentData): Promise<Goods | undefined> {
  const { klarna_order_id, medusa_order_id } = data
  const purchase_country = klarna_order_id && (await countryOf(knex, klarna_order_id))
  if (!klarna_order_id || !medusa_order_id || !purchase_country) return undefined
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const fields = [...ORDER_FIELDS, "shipping_methods.detail.*"]
  const { data: orders } = await query.graph({ entity: "order", fields, filters: { id: medusa_order_id } })
  // `query.graph` knows the types of generated entry points only; what these fields answer is written down in order-fields.ts.
  const order = orders[0] as unknown as OrderForSync | undefined
  return order && goodsOf(order, { klarna_order_id, purchase_country, options })
}

/** Lines make the customer's invoice better; money moves without them too. */
async function unlessUnknown<T>({ logger }: ProviderRoom, look: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await look()
  } catch (error) {
    logger.warn(`Klarna: a capture or refund goes without its lines: ${(error as Error).message}`)
    return undefined
  }
}
