import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { idOfTime } from "../sync/id-of-time"
import { SESSION_LIFE_MS, VALID } from "./approvals"

export interface FinishedPage {
  payment_session_id: string
  hosted_page_id: string
  told_at: string
  account_id: string
  environment: string
  region: string
}

/** Kept with the session whose page it is, unless the approval is known already. @returns false when there is nothing to note it with */
export async function noteHostedPageNews(
  knex: Knex,
  { payment_session_id, hosted_page_id }: Pick<FinishedPage, "payment_session_id" | "hosted_page_id">
): Promise<boolean> {
  const noted = await knex("payment_session")
    .where({ id: payment_session_id, status: "pending" })
    .whereLike("provider_id", "pp\\_klarna%")
    .whereNull("deleted_at")
    .whereRaw("data->>'hosted_page_id' = ?", [hosted_page_id])
    .whereRaw("data->>'authorization_token' IS NULL AND data->>'hosted_page_told_at' IS NULL")
    .update({ data: knex.raw("data || jsonb_build_object('hosted_page_told_at', now())"), updated_at: knex.fn.now() })
  return noted > 0
}

/** The page was read: what Klarna had told is dealt with. */
export async function forgetHostedPageNews(knex: Knex, { payment_session_id }: FinishedPage): Promise<void> {
  await knex("payment_session")
    .where({ id: payment_session_id })
    .update({ data: knex.raw("data || '{\"hosted_page_told_at\": null}'"), updated_at: knex.fn.now() })
}

/** Pages of which Klarna told and that nobody read yet, in a range of primary keys as long as a session can live. */
export async function selectFinishedPages(knex: Knex): Promise<FinishedPage[]> {
  const { rows } = await knex.raw<{ rows: FinishedPage[] }>(
    `SELECT id AS payment_session_id, data->>'hosted_page_id' AS hosted_page_id, data->>'hosted_page_told_at' AS told_at,
            data->>'account_id' AS account_id, data->>'environment' AS environment, data->>'region' AS region
       FROM payment_session
      WHERE id > :from AND status = 'pending' AND deleted_at IS NULL AND provider_id LIKE 'pp\\_klarna%'
        AND data->>'authorization_token' IS NULL
        AND CAST(data->>'hosted_page_told_at' AS timestamptz) > now() - ${VALID}
      ORDER BY id`,
    { from: idOfTime("payses", Date.now() - SESSION_LIFE_MS) }
  )
  return rows
}
