import { randomBytes, randomUUID } from "node:crypto"
import type { Order } from "../../klarna/types"
import { midnightAfterDays } from "../clock"
import { AUTHORIZATION_DAYS } from "../order-management/extend"
import type { Authorization, Purchase, StoredOrder } from "../state"
import { countryOf } from "../validation/purchase"
import { methodNamed } from "./payment-methods"

/** What the customer reads on the invoice: eight letters and digits without look-alikes. */
export function klarnaReference(): string {
  const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
  return [...randomBytes(8)].map((byte) => alphabet[byte % alphabet.length]).join("")
}

/** A fresh, uncaptured order. */
export function newOrder(purchase: Purchase, authorization: Authorization, now: Date): StoredOrder {
  return {
    order: orderOf(purchase, authorization, now),
    merchant: authorization.merchant,
    acknowledged: false,
    risk: {},
    merchant_urls: purchase.merchant_urls ?? {},
    auto_capture: purchase.auto_capture === true,
    refund_unassigned: false,
    send_outs: {},
    due_date_extensions: {},
  }
}

function orderOf(purchase: Purchase, authorization: Authorization, now: Date): Order {
  const method = methodNamed(authorization.payment_method)
  const installments = method?.details?.number_of_installments
  const { billing_address, shipping_address, customer, merchant_data, locale } = purchase
  return {
    order_id: randomUUID(),
    status: "AUTHORIZED",
    fraud_status: authorization.fraud_status,
    order_amount: purchase.order_amount,
    original_order_amount: purchase.order_amount,
    captured_amount: 0,
    refunded_amount: 0,
    remaining_authorized_amount: purchase.order_amount,
    purchase_country: countryOf(purchase),
    purchase_currency: purchase.purchase_currency.toUpperCase(),
    locale: locale ?? "en-US",
    order_lines: purchase.order_lines,
    merchant_reference1: purchase.merchant_reference1 ?? "",
    merchant_reference2: purchase.merchant_reference2 ?? "",
    ...(merchant_data !== undefined && { merchant_data }),
    klarna_reference: klarnaReference(),
    ...(customer && { customer }),
    ...(billing_address && { billing_address }),
    ...(shipping_address && { shipping_address }),
    created_at: now.toISOString(),
    expires_at: midnightAfterDays(now, AUTHORIZATION_DAYS).toISOString(),
    captures: [],
    refunds: [],
    shipping_info: [],
    initial_payment_method: {
      type: method?.orderManagement ?? "OTHER",
      description: method?.description ?? "Klarna",
      ...(installments && { number_of_installments: installments }),
    },
  }
}
