import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { idOfTime } from "./id-of-time"

/*
 * What core began and did not end, because its process died: core never resumes a workflow. Found by what its first step inserted and
 * its last one did not, in a range of primary keys: as much as was captured, refunded and bought in a day.
 */

/** Older than the longest call and everything that waits for it: nobody is still at it. */
const INTERRUPTED = "interval '5 minutes'"
/** As long as Klarna remembers a key; after that a person has to look. */
const FORGOTTEN_AFTER_MS = 23 * 3600_000
/** Of Medusa's ids. */
const PREFIX = { capture: "capt", refund: "ref" }

/** Medusa's row, and the payment it is for. Amount in major units, exact. */
export interface InterruptedMoney {
  id: string
  payment_id: string
  klarna_order_id: string | null
  amount: string
  created_by: string | null
}

/**
 * Captures or refunds of Klarna payments that the order knows nothing of: its transaction is the last thing core writes. It names the
 * capture or refund, or, when an order is canceled, the payment. A canceled order takes no more of them: what Klarna made is left alone
 * there. Source: `@medusajs/core-flows/dist/payment/workflows/refund-payments.js`.
 */
export function selectInterruptedMoney(knex: Knex, table: "capture" | "refund") {
  return knex.raw<{ rows: InterruptedMoney[] }>(
    `SELECT money.id, money.payment_id, payment.data->>'klarna_order_id' AS klarna_order_id, money.amount, money.created_by
       FROM "${table}" AS money
       JOIN payment ON payment.id = money.payment_id AND payment.provider_id LIKE 'pp\\_klarna%'
       JOIN order_payment_collection AS link
         ON link.payment_collection_id = payment.payment_collection_id AND link.deleted_at IS NULL
       JOIN "order" ON "order".id = link.order_id
      WHERE money.id > :from AND money.created_at < now() - ${INTERRUPTED} AND money.deleted_at IS NULL
        AND NOT EXISTS (SELECT FROM order_transaction AS told
                         WHERE told.order_id = link.order_id AND told.deleted_at IS NULL
                           AND told.reference_id IN (money.id, money.payment_id))
        AND NOT ("order".status = 'canceled' AND EXISTS (
          SELECT FROM klarna_operation AS made
           WHERE made.reference = money.id AND made.outcome = 'accepted' AND made.deleted_at IS NULL))
      ORDER BY money.id`,
    { from: notForgotten(PREFIX[table]) }
  )
}

export interface InterruptedPurchase {
  session_id: string
  payment_collection_id: string
  order_id: string
}

/** Carts that became orders and have no payment, though the buyer approved: core makes the order first and then asks the provider. */
export function selectInterruptedPurchases(knex: Knex) {
  return knex.raw<{ rows: InterruptedPurchase[] }>(
    `SELECT session.id AS session_id, link.payment_collection_id, link.order_id
       FROM order_payment_collection AS link
       JOIN "order" ON "order".id = link.order_id AND "order".deleted_at IS NULL AND "order".status <> 'canceled'
       JOIN payment_session AS session
         ON session.payment_collection_id = link.payment_collection_id AND session.deleted_at IS NULL
      WHERE link.id > :from AND link.created_at < now() - ${INTERRUPTED} AND link.deleted_at IS NULL
        AND session.provider_id LIKE 'pp\\_klarna%' AND session.status = 'pending'
        AND session.data->>'authorization_token' IS NOT NULL
        AND EXISTS (SELECT FROM cart_payment_collection AS bought
                      JOIN order_cart AS became ON became.cart_id = bought.cart_id AND became.deleted_at IS NULL
                     WHERE bought.payment_collection_id = link.payment_collection_id AND bought.deleted_at IS NULL
                       AND became.order_id = link.order_id)
        AND NOT EXISTS (SELECT FROM payment
                         WHERE payment.payment_collection_id = link.payment_collection_id AND payment.deleted_at IS NULL)
      ORDER BY link.id`,
    { from: notForgotten("ordpay") }
  )
}

/**
 * Takes back what nobody ended, so that it can be done again. @returns false when another process was first.
 * Core does the same when a provider says no. Source: `capturePayment` in `@medusajs/payment/dist/services/payment-module.js`.
 */
export async function takeBack(knex: Knex, table: "capture" | "refund", id: string): Promise<boolean> {
  const taken = await knex(table).where({ id }).whereNull("deleted_at").update({ deleted_at: knex.fn.now() })
  return taken > 0
}

/**
 * Whether core made another one in place of this since then (ms): it keeps that only when the provider said yes. So the money has moved,
 * whatever core failed at afterwards. An order with an open edit, for example, takes no credit line for a refund.
 */
export async function isMadeSince(
  knex: Knex,
  table: "capture" | "refund",
  { payment_id, amount }: InterruptedMoney,
  since: number
): Promise<boolean> {
  const first = idOfTime(PREFIX[table], since)
  const made = await knex(table)
    .where({ payment_id, amount })
    .where("id", ">=", first)
    .whereNull("deleted_at")
    .first("id")
  return made !== undefined
}

/** Klarna said nothing: they stay what somebody wanted, and are found again in a minute. */
export async function putBack(knex: Knex, table: "capture" | "refund", rows: InterruptedMoney[]): Promise<void> {
  const ids = rows.map(({ id }) => id)
  await knex(table).whereIn("id", ids).update({ deleted_at: null })
}

const notForgotten = (prefix: string) => idOfTime(prefix, Date.now() - FORGOTTEN_AFTER_MS)
