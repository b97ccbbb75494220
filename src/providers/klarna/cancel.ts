import { MedusaError } from "@medusajs/framework/utils"
import type { KlarnaClient } from "../../klarna"
import { type Intent, openOperation, type Operation, sendOperation, UnresolvedOperationError } from "../../ledger"
import { contentFingerprint } from "../../mapping/fingerprint"
import { accountThatSold } from "./accounts"
import { klarnasWords } from "./errors"
import { paymentHasOrder } from "./look-ups"
import type { KlarnaPaymentData } from "./payment-data"
import type { ProviderRoom } from "./room"

/**
 * Core asks for a cancel in three situations: an edit voids the old payment, an order is canceled, a purchase never became an order.
 * Only the last is the provider's to act on: a cancelled Klarna order cannot be reopened, so for an order that lives the sync decides.
 * When nothing can be said, nothing is cancelled: a ledger row is left that the sync resolves.
 * @throws MedusaError (400) when Klarna does not cancel an abandoned purchase; core logs it, the ledger row stays for the job
 */
export async function cancel(
  room: ProviderRoom,
  data: KlarnaPaymentData,
  payment_id: string | undefined
): Promise<void> {
  if (!data.klarna_order_id || data.medusa_order_id) return
  const hasOrder = await belongsToOrder(room, payment_id)
  if (hasOrder) return

  const sold = accountThatSold(room.clients, data)
  const operation = await openCancel(room, {
    klarna_order_id: data.klarna_order_id,
    account_id: sold.identity.account_id,
    kind: "cancel",
    fingerprint: contentFingerprint("cancel", {}, data.klarna_order_id),
    trigger: hasOrder === undefined ? "provider:undecided" : "provider:abandoned",
    // The job needs the whole identity: there is no klarna_order row for a purchase that never became an order.
    asked: { ...sold.identity },
    reference: payment_id,
  })
  if (hasOrder === undefined || !operation) return
  await cancelAtKlarna(room, sold.client, operation)
}

/** Sends the cancel of a purchase that has no order. Already cancelled is success. */
export async function cancelAtKlarna(
  room: Pick<ProviderRoom, "knex">,
  client: KlarnaClient,
  operation: Operation
): Promise<void> {
  const id = operation.klarna_order_id as string
  const { outcome } = await sendOperation(room.knex, operation, (idempotencyKey) =>
    client.orders.cancel(id, { idempotencyKey })
  )
  if (outcome.type === "accepted") return
  if (outcome.type === "refused" && (await client.orders.read(id)).data.status === "CANCELLED") return
  throw new MedusaError(
    MedusaError.Types.NOT_ALLOWED,
    `Klarna did not cancel the authorisation of an abandoned purchase: ${klarnasWords(outcome)}`
  )
}

async function belongsToOrder(
  { knex, logger }: ProviderRoom,
  payment_id: string | undefined
): Promise<boolean | undefined> {
  if (!payment_id) return undefined
  try {
    return await paymentHasOrder(knex, payment_id)
  } catch (error) {
    logger.warn(
      `Klarna: it could not be told whether payment ${payment_id} belongs to an order, so nothing is cancelled now: ${error}`
    )
    return undefined
  }
}

/** Undefined when another write of this order is unresolved: then it is no abandoned purchase, or the job meets both. */
async function openCancel({ knex }: ProviderRoom, intent: Intent): Promise<Operation | undefined> {
  try {
    return await openOperation(knex, intent)
  } catch (error) {
    if (error instanceof UnresolvedOperationError) return undefined
    throw error
  }
}
