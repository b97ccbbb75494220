import { baseUrlOf, type ConnectedAccount, type HostedPageUrls, outcomeOf } from "../../klarna"
import { moneyError } from "./errors"
import { hookUrl } from "./merchant-urls"
import type { KlarnaPaymentData } from "./payment-data"
import type { ProviderRoom } from "./room"

/** The buyer who changes the cart does not wait for a page that ends by itself anyway. */
const CLOSING = { retries: 0, deadlineMs: 3_000 }

interface Page {
  klarna_session_id: string
  urls: HostedPageUrls
  /** Medusa's. */
  payment_session_id: string | undefined
}

/**
 * A page of Klarna's on which the buyer pays, one per Klarna session. The order is placed here and not by Klarna (`NONE`), so that it
 * is written down, compared and spent once like any other.
 * https://docs.klarna.com/hosted-payment-page/api-documentation/create-session/
 * @throws MedusaError (400) with Klarna's words when it does not open a page
 */
export async function openHostedPage(
  { options }: ProviderRoom,
  { account, client }: ConnectedAccount,
  { klarna_session_id, urls, payment_session_id }: Page
) {
  const status_update = payment_session_id && hookUrl(options, "hosted-page", payment_session_id)
  const { pageTitle: page_title, logoUrl: logo_url } = options.hostedPage ?? {}
  try {
    const { data: page } = await client.hostedPage.create({
      payment_session_url: `${baseUrlOf(account)}/payments/v1/sessions/${encodeURIComponent(klarna_session_id)}`,
      merchant_urls: { ...urls, ...(status_update && { status_update }) },
      options: { place_order_mode: "NONE", ...(page_title && { page_title }), ...(logo_url && { logo_url }) },
    })
    return { hosted_page_id: page.session_id, redirect_url: page.redirect_url }
  } catch (error) {
    throw moneyError("the payment page", outcomeOf(error), "Try again, or choose another payment method.")
  }
}

/**
 * The session of a page was given up: on the old page nobody shall pay the old amount. Klarna refuses when the buyer has paid already;
 * whatever comes of it, the session goes.
 */
export async function closeHostedPage({ clients, logger }: ProviderRoom, data: KlarnaPaymentData): Promise<void> {
  const { hosted_page_id, authorization_token, klarna_order_id } = data
  if (!hosted_page_id || authorization_token || klarna_order_id) return
  try {
    await clients.of(data)?.client.hostedPage.disable(hosted_page_id, CLOSING)
  } catch (error) {
    const outcome = outcomeOf(error)
    if (outcome.type === "refused") return
    logger.warn(`Klarna: the payment page ${hosted_page_id} could not be closed and stays open until it ends by itself`)
  }
}
