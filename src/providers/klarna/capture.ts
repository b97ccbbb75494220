import { MedusaError } from "@medusajs/framework/utils"
import type { ConnectedAccount } from "../../klarna"
import { closeOperation, noteDoubt, type Operation } from "../../ledger"
import { contentFingerprint } from "../../mapping/fingerprint"
import { formatMinor, toMinor } from "../../mapping/money"
import { movingMoneyNow } from "../../purchase/moving-money"
import { accountThatSold } from "./accounts"
import { moneyError } from "./errors"
import { goodsToCapture } from "./goods"
import { captureAmount } from "./look-ups"
import { takeOverElsewhere } from "./elsewhere"
import { takeOverOrphan } from "./orphan"
import type { KlarnaPaymentData } from "./payment-data"
import type { ProviderRoom } from "./room"
import { sendMoney } from "./send-money"
import { openMoneyOperation } from "./unresolved"

/**
 * Captures what Medusa's capture row says; core tells only its id. Repeat-safe: the ledger row is written first, and a capture that
 * Klarna made although Medusa never heard of it is taken over by the next attempt for the same amount.
 * https://docs.klarna.com/payments/after-payments/order-management/manage-orders-with-the-api/capture-and-track-orders/
 * @throws MedusaError (400) with Klarna's words when it refuses or does not answer
 */
export async function capture(room: ProviderRoom, data: KlarnaPaymentData, capture_id: string): Promise<void> {
  const klarna_order_id = klarnaOrderIdOf(data)
  const sold = accountThatSold(room.clients, data)
  const amount = await amountToCapture(room, sold, klarna_order_id, capture_id)
  const why = movingMoneyNow()
  const goods = await goodsToCapture(room, data, amount)

  const operation = await openMoneyOperation(room, sold.client, {
    klarna_order_id,
    order_id: data.medusa_order_id,
    account_id: sold.identity.account_id,
    kind: "capture",
    fingerprint: contentFingerprint("capture", { amount }, klarna_order_id),
    trigger: why?.trigger ?? "provider",
    asked: { captured_amount: amount, ...goods },
    reference: capture_id,
  })
  if (await takeOverOrphan(room.knex, operation)) return
  if (why?.recordOnly) throw await recordedAlready(room, operation)
  if (why?.isAgain && (await takeOverElsewhere(room, sold.client, operation))) return

  const sent = await sendMoney(room, sold.client, operation)
  if (sent.outcome.type === "accepted") return
  await noteDoubt(room.knex, klarna_order_id)
  throw moneyError("the capture", sent.outcome, await captureAdvice(sold, klarna_order_id, sent.outcome.type))
}

/** Somebody else recorded it in the same moment. */
async function recordedAlready({ knex }: ProviderRoom, operation: Operation): Promise<MedusaError> {
  await closeOperation(knex, operation, "superseded")
  return new MedusaError(MedusaError.Types.NOT_ALLOWED, "This capture of Klarna's is recorded already.")
}

export function klarnaOrderIdOf(data: KlarnaPaymentData): string {
  if (data.klarna_order_id) return data.klarna_order_id
  throw new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    "This payment has no Klarna order: it was never authorised with Klarna, so there is nothing to capture or refund."
  )
}

async function amountToCapture(
  room: ProviderRoom,
  { client }: ConnectedAccount,
  klarna_order_id: string,
  capture_id: string
): Promise<number> {
  const known = await captureAmount(room.knex, capture_id)
  const amount = known
    ? toMinor(known.amount, known.currency_code)
    : (await client.orders.read(klarna_order_id)).data.remaining_authorized_amount
  if (amount > 0) return amount
  throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "There is nothing left to capture on this Klarna order.")
}

async function captureAdvice({ client }: ConnectedAccount, klarna_order_id: string, outcome: string): Promise<string> {
  if (outcome !== "refused")
    return "Try again: Klarna is asked first whether this capture happened, so nothing is captured twice."
  const remaining = await client.orders.read(klarna_order_id).catch(() => undefined)
  if (!remaining) return "Look at the order in Klarna's portal before you ship."
  const { remaining_authorized_amount, purchase_currency, status, expires_at } = remaining.data
  return `Klarna's order is ${status}, ${formatMinor(remaining_authorized_amount, purchase_currency)} can still be captured${expires_at ? ` until ${expires_at}` : ""}. Do not ship more than that.`
}
