import { noteDoubt } from "../../ledger"
import { contentFingerprint } from "../../mapping/fingerprint"
import { type Amount, toMinor } from "../../mapping/money"
import { movingMoneyNow } from "../../purchase/moving-money"
import { accountThatSold } from "./accounts"
import { klarnaOrderIdOf } from "./capture"
import { linesToRefund } from "./goods"
import { currencyOfRefund } from "./look-ups"
import { moneyError } from "./errors"
import { recordAsElsewhere, takeOverElsewhere, wasRefundedElsewhere } from "./elsewhere"
import { takeOverOrphan } from "./orphan"
import type { KlarnaPaymentData } from "./payment-data"
import type { ProviderRoom } from "./room"
import { sendMoney } from "./send-money"
import { openMoneyOperation } from "./unresolved"

/**
 * Gives the buyer money back. `amount` in major units, exact. Repeat-safe as captures are: a refund that Klarna made although Medusa
 * never heard of it is taken over by the next attempt for the same amount.
 * https://docs.klarna.com/payments/after-payments/order-management/manage-orders-with-the-api/refund-orders/
 * @throws MedusaError (400) with Klarna's words when it refuses or does not answer
 */
export async function refund(
  room: ProviderRoom,
  data: KlarnaPaymentData,
  amount: Amount,
  refund_id: string
): Promise<void> {
  const klarna_order_id = klarnaOrderIdOf(data)
  const { client, identity } = accountThatSold(room.clients, data)
  const refunded_amount = toMinor(amount, await currencyOfRefund(room.knex, refund_id))

  const isToRecord =
    (await isToldOfRefund(room, klarna_order_id, refunded_amount)) &&
    (await wasRefundedElsewhere(room, client, klarna_order_id, refunded_amount))

  const order_lines = isToRecord ? undefined : await linesToRefund(room, data, refunded_amount)

  const operation = await openMoneyOperation(room, client, {
    klarna_order_id,
    order_id: data.medusa_order_id,
    account_id: identity.account_id,
    kind: "refund",
    fingerprint: contentFingerprint("refund", { refunded_amount }, klarna_order_id),
    trigger: "provider",
    asked: { refunded_amount, order_lines },
    reference: refund_id,
  })
  if (await takeOverOrphan(room.knex, operation)) return
  if (isToRecord) return recordAsElsewhere(room, operation)
  if (movingMoneyNow()?.isAgain && (await takeOverElsewhere(room, client, operation))) return

  const sent = await sendMoney(room, client, operation)
  if (sent.outcome.type === "accepted") return
  await noteDoubt(room.knex, klarna_order_id)
  if (sent.outcome.type === "refused" && (await wasRefundedElsewhere(room, client, klarna_order_id, refunded_amount)))
    return recordAsElsewhere(room, operation)
  throw moneyError(
    "the refund",
    sent.outcome,
    sent.outcome.type === "refused"
      ? "Nothing was refunded. Look at what was captured and refunded on this order in Klarna's portal."
      : "Try again: Klarna is asked first whether this refund happened, so nothing is refunded twice."
  )
}

/** Whether the merchant reads that exactly so much was given back in Klarna's portal, and that refunding it in Medusa records it. */
async function isToldOfRefund({ knex }: ProviderRoom, klarna_order_id: string, amount: number): Promise<boolean> {
  const told = await knex("klarna_order")
    .where({ klarna_order_id })
    .whereRaw("attention @> ?", [JSON.stringify([{ code: "refunded_elsewhere", details: { amount } }])])
    .whereNull("deleted_at")
    .first("id")
  return told !== undefined
}
