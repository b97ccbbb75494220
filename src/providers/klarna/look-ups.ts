import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { MedusaError } from "@medusajs/framework/utils"
import type { Acknowledged } from "../../mapping/types"

/**
 * What core does not tell a payment provider, looked up in Medusa's own tables. Each function names the gap it fills; each has a
 * test on a real Medusa that fails when core changes. Source: `@medusajs/payment/dist/services/payment-module.js`.
 */

export interface OrderOfPayment {
  order_id: string
  display_id: number | null
  custom_display_id: string | null
  metadata: Record<string, unknown> | null
}

/** The payment collection of a session; core tells only the session's id. Amount in major units. */
export async function sessionById(knex: Knex, id: string) {
  return knex("payment_session")
    .where({ id })
    .first<{ payment_collection_id: string; amount: string; currency_code: string; status: string } | undefined>(
      "payment_collection_id",
      "amount",
      "currency_code",
      "status"
    )
}

/** The order that a payment collection is linked to. Cart completion links it before it authorises, and unlinks it when it fails. */
export async function orderOfCollection(
  knex: Knex,
  payment_collection_id: string
): Promise<OrderOfPayment | undefined> {
  return knex("order_payment_collection as link")
    .join("order", "order.id", "link.order_id")
    .where("link.payment_collection_id", payment_collection_id)
    .whereNull("link.deleted_at")
    .whereNull("order.deleted_at")
    .first("order.id as order_id", "order.display_id", "order.custom_display_id", "order.metadata")
}

/** Does this payment belong to an order that lives? `undefined`: the payment itself is not there, nothing can be said. */
export async function paymentHasOrder(knex: Knex, payment_id: string): Promise<boolean | undefined> {
  const payment = await knex("payment").where({ id: payment_id }).first<{ payment_collection_id: string } | undefined>()
  if (!payment) return undefined
  return (await orderOfCollection(knex, payment.payment_collection_id)) !== undefined
}

/** The amount of a capture (major units, exact); core tells the provider only the capture's id. */
export async function captureAmount(knex: Knex, capture_id: string) {
  return knex("capture")
    .join("payment", "payment.id", "capture.payment_id")
    .where("capture.id", capture_id)
    .first<{ amount: string; currency_code: string } | undefined>("capture.amount", "payment.currency_code")
}

/** The currency of a refund; core tells the provider the amount alone. @throws MedusaError (404) when the refund is not there */
export async function currencyOfRefund(knex: Knex, refund_id: string): Promise<string> {
  const payment = await knex("refund")
    .join("payment", "payment.id", "refund.payment_id")
    .where("refund.id", refund_id)
    .first<{ currency_code: string } | undefined>("payment.currency_code")
  if (!payment) throw new MedusaError(MedusaError.Types.NOT_FOUND, `Refund ${refund_id} was not found`)
  return payment.currency_code
}

/** Whether Medusa still has this capture (or refund): core deletes the row when the provider throws. */
export async function rowExists(knex: Knex, table: "capture" | "refund", id: string): Promise<boolean> {
  return (await knex(table).where({ id }).whereNull("deleted_at").first("id")) !== undefined
}

/** What Medusa captured (or refunded) so far of a Klarna order, on voided payments too (major units, exact). */
export async function movedInMedusa(
  knex: Knex,
  table: "capture" | "refund",
  order_id: string,
  klarna_order_id: string
): Promise<string> {
  const sum = await knex("order_payment_collection as link")
    .join("payment", "payment.payment_collection_id", "link.payment_collection_id")
    .join(`${table} as money`, "money.payment_id", "payment.id")
    .where("link.order_id", order_id)
    .whereRaw("payment.data->>'klarna_order_id' = ?", [klarna_order_id])
    .whereNull("money.deleted_at")
    .sum({ amount: "money.amount" })
    .first()
  return String(sum?.amount ?? 0)
}

/** What Klarna acknowledged, as the sync remembers it; nothing before its first read. */
export async function acknowledgedOf(knex: Knex, klarna_order_id: string): Promise<Acknowledged> {
  const row = await knex("klarna_order").where({ klarna_order_id }).whereNull("deleted_at").first("acknowledged")
  return (row?.acknowledged ?? {}) as Acknowledged
}

/** What the sync remembers of a Klarna order that a line needs: the country it was bought in. */
export async function countryOf(knex: Knex, klarna_order_id: string): Promise<string | undefined> {
  const row = await knex("klarna_order").where({ klarna_order_id }).whereNull("deleted_at").first("purchase_country")
  return row?.purchase_country ?? undefined
}
