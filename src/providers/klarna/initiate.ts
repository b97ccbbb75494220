import type {
  InitiatePaymentInput,
  InitiatePaymentOutput,
  UpdatePaymentInput,
  UpdatePaymentOutput,
} from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { type KlarnaClient, outcomeOf } from "../../klarna"
import type { CreatedSession, PurchaseDetails } from "../../klarna/types"
import { accountThatSells, accountThatSold } from "./accounts"
import { moneyError } from "./errors"
import { openHostedPage } from "./hosted-page"
import { NOTHING_FROM_THE_BROWSER, paymentData } from "./payment-data"
import { placeOfSale, purchaseAtHand } from "./purchase"
import { returnUrls } from "./return-urls"
import type { ProviderRoom } from "./room"
import { settlementData, settlementOf } from "./settlement"

/**
 * A payment session is created three times in a life: to show Klarna's widget, with the token that the buyer's approval gave, and by
 * the sync to settle a changed order. Only the first asks Klarna for a session.
 * https://docs.klarna.com/payments/web-payments/integrate-with-klarna-payments/integrate-via-sdk/step-1-initiate-a-payment/
 * @throws MedusaError (400) with Klarna's words when it does not open a session
 */
export async function initiate(room: ProviderRoom, input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
  const settlement = settlementOf(input.context)
  if (settlement) return { id: settlement.klarna_order_id, data: settlementData(settlement) }

  const urls = returnUrls(room.options, input.data?.hosted_page)
  const payment_session_id = sessionIdOf(input.data)
  const purchase = await purchaseAtHand(room, input.amount, input.currency_code, {
    callbacksFor: payment_session_id,
    // Klarna's page has no other way to learn who pays; its script is told by the storefront when the buyer has chosen Klarna.
    withAddresses: urls !== undefined,
  })
  const sold = accountThatSells(room.clients, {
    country: purchase.purchase_country,
    currency: input.currency_code,
    ...(await placeOfSale()),
  })
  const { client, identity } = sold
  const authorization_token = tokenOf(input.data)
  if (authorization_token) {
    return { id: identity.account_id, data: { ...NOTHING_FROM_THE_BROWSER, ...identity, authorization_token } }
  }
  const session = await openSession(client, purchase)
  const klarna_session_id = session.session_id
  const page = urls && (await openHostedPage(room, sold, { klarna_session_id, urls, payment_session_id }))
  return {
    id: klarna_session_id,
    data: {
      ...NOTHING_FROM_THE_BROWSER,
      ...identity,
      klarna_session_id,
      client_token: session.client_token,
      payment_method_categories: session.payment_method_categories ?? [],
      ...page,
    },
  }
}

async function openSession({ payments }: KlarnaClient, purchase: PurchaseDetails): Promise<CreatedSession> {
  try {
    return (await payments.createSession({ ...purchase, intent: "buy" })).data
  } catch (error) {
    throw moneyError("the payment session", outcomeOf(error), "Try again, or choose another payment method.")
  }
}

/** Core puts it there last, so it is no browser's. Source: `@medusajs/payment/dist/services/payment-module.js`. */
const sessionIdOf = (data: InitiatePaymentInput["data"]) => data?.session_id as string | undefined

/** The one thing that the browser may tell. @throws MedusaError (400) when it is no text */
function tokenOf(data: InitiatePaymentInput["data"]): string | undefined {
  const token: unknown = data?.authorization_token
  if (token === undefined || token === null || typeof token === "string") return token || undefined
  throw new MedusaError(
    MedusaError.Types.INVALID_DATA,
    "data.authorization_token must be the text that Klarna's widget gave when the buyer approved."
  )
}

/** Keeps an open Klarna session in step with the cart. A payment that is placed is amended by the sync, never here. */
export async function update(room: ProviderRoom, input: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
  const data = paymentData(input.data)
  if (data.klarna_order_id || !data.klarna_session_id) return { data: input.data }
  const withAddresses = Boolean(data.hosted_page_id)
  const purchase = await purchaseAtHand(room, input.amount, input.currency_code, { withAddresses })
  const { client } = accountThatSold(room.clients, data)
  try {
    await client.payments.updateSession(data.klarna_session_id, purchase)
    return { data: input.data }
  } catch (error) {
    throw moneyError("the changed cart", outcomeOf(error), "Create the payment session again.")
  }
}
