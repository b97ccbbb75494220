import type { AuthorizePaymentOutput } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { ConnectedAccount, Outcome } from "../../klarna"
import type { CreatedOrder, CreateOrder, MerchantReferences } from "../../klarna/types"
import { isOfEdge, mayBeCancelled, type Operation, sendOperation } from "../../ledger"
import { acknowledgedAddresses } from "../../mapping/acknowledged"
import { customizedReferences } from "../../mapping/customize"
import { linesFingerprint } from "../../mapping/fingerprint"
import { merchantReferences, withTyped } from "../../mapping/references"
import { accountThatSold } from "./accounts"
import { authorizeAgain, klarnasWords } from "./errors"
import { orderOfCollection, sessionById } from "./look-ups"
import { type KlarnaPaymentData, NOTHING_FROM_THE_BROWSER } from "./payment-data"
import { purchaseAtHand } from "./purchase"
import type { ProviderRoom } from "./room"
import { rowOfToken } from "./row-of-token"

/**
 * Turns the buyer's approval into a Klarna order. A token is spent once: its ledger row has a key made of the token, so whoever comes
 * second finds the row and gets the first one's order.
 * https://docs.klarna.com/payments/web-payments/integrate-with-klarna-payments/integrate-via-sdk/step-3-create-an-order/
 * @throws MedusaError with a sentence for the storefront
 */
export async function placeOrder(
  room: ProviderRoom,
  data: KlarnaPaymentData,
  token: string,
  session_id: string | undefined
): Promise<AuthorizePaymentOutput> {
  const session = session_id ? await sessionById(room.knex, session_id) : undefined
  if (!session) throw authorizeAgain("the payment session is gone")
  const sold = accountThatSold(room.clients, data)
  const order = await orderOfCollection(room.knex, session.payment_collection_id)
  // The collection outlives the session: Klarna knows a repeat by its unchanged body.
  const callbacksFor = session.payment_collection_id
  const purchase = await purchaseAtHand(room, session.amount, session.currency_code, {
    withAddresses: true,
    callbacksFor,
  })

  const operation = await rowOfToken(room, sold, {
    token,
    purchase,
    references: order ? givenReferences(room, order) : {},
    order_id: order?.order_id,
    reference: session.payment_collection_id,
  })
  const placed =
    operation.outcome === "accepted"
      ? await placedBefore(room, operation)
      : await spend(room, sold, operation, token, bodyOf(purchase, operation))
  return {
    status: placed.fraud_status === "PENDING" ? "pending_authorization" : "authorized",
    data: {
      ...NOTHING_FROM_THE_BROWSER,
      ...sold.identity,
      klarna_order_id: placed.order_id,
    },
  }
}

/**
 * The references are those of the first attempt: core throws its order away when a completion fails and gives the next one another
 * number, but Klarna knows a repeat by its unchanged body. The sync corrects them.
 */
function bodyOf(purchase: CreateOrder, { asked }: Operation): CreateOrder {
  return { ...purchase, ...(asked.references as MerchantReferences | undefined) }
}

function givenReferences(
  room: ProviderRoom,
  order: NonNullable<Awaited<ReturnType<typeof orderOfCollection>>>
): MerchantReferences {
  const { references, customize } = room.options
  const referenced = { ...order, id: order.order_id }
  const own = merchantReferences(references, referenced)
  const made = customizedReferences(own, customize, referenced)
  if ("failed" in made) room.logger.error(`Klarna: a purchase goes on with the plugin's own references: ${made.failed}`)
  const given = withTyped("failed" in made ? own : made.references)
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""))
}

/** The order that this token became; not one that we cancelled since, because its purchase failed after all. */
async function placedBefore({ knex }: ProviderRoom, operation: Operation): Promise<CreatedOrder> {
  const order_id = operation.klarna_order_id as string
  if (await mayBeCancelled(knex, order_id)) throw authorizeAgain("this approval's order was cancelled")
  return { order_id, fraud_status: operation.asked.fraud_status as CreatedOrder["fraud_status"] }
}

async function spend(
  room: ProviderRoom,
  { client }: ConnectedAccount,
  operation: Operation,
  token: string,
  body: CreateOrder
): Promise<CreatedOrder> {
  const sent = await sendOperation(
    room.knex,
    operation,
    () => client.payments.createOrder(token, body),
    (created) => ({
      klarna_order_id: created.order_id,
      asked: {
        ...operation.asked,
        fraud_status: created.fraud_status,
        acknowledged: acknowledged(created.order_id, body),
      },
    })
  )
  if ("data" in sent) return sent.data
  throw notPlaced(sent.outcome, operation)
}

/** What Klarna has now, as the sync will compare it: fingerprints only. */
function acknowledged(klarna_order_id: string, body: CreateOrder) {
  return {
    lines: linesFingerprint(body.order_amount, body.order_lines, klarna_order_id),
    ...acknowledgedAddresses(body, klarna_order_id),
  }
}

/**
 * After a lost answer Klarna may have placed its order already: then the same approval is tried until Klarna itself says no, because a
 * new one would buy a second time.
 */
function notPlaced(outcome: Exclude<Outcome, { type: "accepted" }>, { outcome: before }: Operation): MedusaError {
  if (outcome.type !== "refused" || (before === "unknown" && isOfEdge(outcome))) {
    return new MedusaError(
      MedusaError.Types.PAYMENT_AUTHORIZATION_ERROR,
      `Klarna did not confirm the order: ${klarnasWords(outcome)}. Complete the cart again: the approval is not spent twice.`
    )
  }
  const mismatch = outcome.status === 409
  return authorizeAgain(
    mismatch ? `the cart changed after the buyer approved it (${klarnasWords(outcome)})` : klarnasWords(outcome)
  )
}
