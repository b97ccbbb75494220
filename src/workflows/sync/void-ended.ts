import { Modules } from "@medusajs/framework/utils"
import type { OrderForSync, OrderPayment } from "../../mapping/order-fields"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import type { SyncRun } from "./types"
import { isOver } from "./which-order"

/**
 * A Klarna order that ended beside a live one guarantees nothing any more. As long as Medusa shows its payment as reserved, the live one
 * would be asked for what that payment leaves. The provider tells Klarna nothing of it: the order lives.
 * @returns whether Medusa's order is another one now
 */
export async function voidEnded({ container }: SyncRun, order: OrderForSync, rows: KlarnaOrderRow[]): Promise<boolean> {
  const ended = new Set(rows.filter(isOver).map(({ klarna_order_id }) => klarna_order_id))
  if (ended.size === 0 || ended.size === rows.length) return false
  const payments = (order.payment_collections ?? []).flatMap((collection) => collection?.payments ?? [])
  const empty = payments.filter((payment) => payment !== null && isReserved(payment) && isOf(ended, payment))
  for (const payment of empty) if (payment) await container.resolve(Modules.PAYMENT).cancelPayment(payment.id)
  return empty.length > 0
}

const isReserved = ({ captures, captured_at, canceled_at }: OrderPayment): boolean =>
  !captured_at && !canceled_at && !captures?.length

const isOf = (ended: Set<string>, { provider_id, data }: OrderPayment): boolean =>
  Boolean(provider_id?.startsWith("pp_klarna")) && ended.has(String(data?.klarna_order_id))
