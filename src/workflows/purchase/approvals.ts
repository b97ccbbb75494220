import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { idOfTime } from "../sync/id-of-time"

/** The browser has so long to come back to the shop by itself. */
const BROWSER_FIRST = "interval '2 minutes'"
/** An approval is worth nothing after that. https://docs.klarna.com/api/payments/ */
export const VALID = "interval '60 minutes'"
/** How long before the approval the session may have been opened. */
export const SESSION_LIFE_MS = 48 * 3600_000

interface Approval {
  payment_session_id: string
  authorization_token: string
  /** ISO; now unless Klarna told of it earlier. */
  approved_at?: string
}

/** Kept with the session, unless the browser was faster. @returns false when there is nothing to note it with */
export async function noteApproval(
  knex: Knex,
  { payment_session_id, authorization_token, approved_at }: Approval
): Promise<boolean> {
  const noted = await knex("payment_session")
    .where({ id: payment_session_id, status: "pending" })
    .whereLike("provider_id", "pp\\_klarna%")
    .whereNull("deleted_at")
    .whereRaw("data->>'authorization_token' IS NULL")
    .update({
      data: knex.raw(
        `data || jsonb_build_object('authorization_token', CAST(:authorization_token AS text),
                                    'approved_at', coalesce(CAST(:approved_at AS timestamptz), now()))`,
        { authorization_token, approved_at: approved_at ?? null }
      ),
      updated_at: knex.fn.now(),
    })
  return noted > 0
}

export interface ApprovedPurchase {
  payment_collection_id: string
  cart_id: string
}

/** Carts whose buyer approved and never came back to the shop, in a range of primary keys as long as a session can live. */
export function selectForgottenApprovals(knex: Knex) {
  return knex.raw<{ rows: ApprovedPurchase[] }>(
    `SELECT session.payment_collection_id, bought.cart_id
       FROM payment_session AS session
       JOIN cart_payment_collection AS bought
         ON bought.payment_collection_id = session.payment_collection_id AND bought.deleted_at IS NULL
       JOIN cart ON cart.id = bought.cart_id AND cart.completed_at IS NULL AND cart.deleted_at IS NULL
      WHERE session.id > :from AND session.status = 'pending' AND session.deleted_at IS NULL
        AND session.provider_id LIKE 'pp\\_klarna%'
        AND CAST(session.data->>'approved_at' AS timestamptz) BETWEEN now() - ${VALID} AND now() - ${BROWSER_FIRST}
      ORDER BY session.id`,
    { from: idOfTime("payses", Date.now() - SESSION_LIFE_MS) }
  )
}
