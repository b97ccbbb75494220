import type { AuthorizePaymentOutput } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { KlarnaPaymentData } from "./payment-data"
import { placeOrder } from "./place-order"
import { readOrder, statusOf } from "./read"
import type { ProviderRoom } from "./room"
import { settlementData, settlementOf, verifySettlement } from "./settlement"

/**
 * Medusa asks in three situations: the sync settles a changed order, a fraud decision was awaited, or a buyer completes a cart.
 * @throws MedusaError (shown by the storefront) when there is no valid approval of the buyer
 */
export async function authorize(
  room: ProviderRoom,
  data: KlarnaPaymentData,
  context: Record<string, unknown> & { idempotency_key?: string } = {}
): Promise<AuthorizePaymentOutput> {
  const settlement = settlementOf(context)
  if (settlement) {
    await verifySettlement(room, settlement, context.idempotency_key)
    return { status: "authorized", data: settlementData(settlement) }
  }
  if (data.klarna_order_id) {
    return { status: statusOf(await readOrder(room, data)), data: { ...data } }
  }
  if (!data.authorization_token) {
    throw new MedusaError(
      MedusaError.Types.PAYMENT_REQUIRES_MORE_ERROR,
      "The buyer has not approved the payment with Klarna yet. Authorise it with Klarna's widget, create the payment session again with data.authorization_token, then complete the cart."
    )
  }
  return placeOrder(room, data, data.authorization_token, context.idempotency_key)
}
