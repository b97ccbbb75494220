import type { AccountIdentity } from "../../klarna"

/** What this provider keeps in Medusa's `data` of a payment session or payment. Medusa merges it: a key is removed by null. */
export interface KlarnaPaymentData extends Partial<AccountIdentity> {
  /** Before the purchase: for Klarna's script in the storefront. */
  klarna_session_id?: string
  client_token?: string
  payment_method_categories?: unknown
  /** What the storefront asked for (see `return-urls.ts`). Not kept. */
  hosted_page?: unknown
  /** A page of Klarna's in place of its script: where the storefront sends the buyer. */
  redirect_url?: string
  hosted_page_id?: string
  /** When Klarna said that the buyer has finished there, and nothing was read yet. */
  hosted_page_told_at?: string
  /** After the buyer approved: sent by the storefront, spent once. */
  authorization_token?: string
  /** When Klarna told of it by itself, because the browser had not (yet). */
  approved_at?: string
  /** After the purchase. Written by this provider only. */
  klarna_order_id?: string
  /** The Medusa order that the Klarna order belongs to; marks a payment that must never be taken for an abandoned purchase. */
  medusa_order_id?: string
}

/**
 * Medusa stores `{...what the browser sent, ...what we return}`. Every key that only the server may write is therefore always
 * returned: with its value, or with null.
 */
export const NOTHING_FROM_THE_BROWSER = {
  klarna_session_id: null,
  client_token: null,
  payment_method_categories: null,
  hosted_page: null,
  redirect_url: null,
  hosted_page_id: null,
  hosted_page_told_at: null,
  authorization_token: null,
  approved_at: null,
  klarna_order_id: null,
  account_id: null,
  environment: null,
  region: null,
  medusa_order_id: null,
} satisfies Record<keyof KlarnaPaymentData, null>

export function paymentData(data: Record<string, unknown> | undefined): KlarnaPaymentData {
  return (data ?? {}) as KlarnaPaymentData
}
