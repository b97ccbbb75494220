import { model } from "@medusajs/framework/utils"

/** What a run found out about one payment. Only those of the last run are kept; no personal data. */
export const KlarnaBackfillFinding = model
  .define("klarna_backfill_finding", {
    /** The run and the payment: what was counted once is not counted again. */
    id: model.text().primaryKey(),
    run_id: model.text(),
    payment_id: model.text(),
    order_id: model.text(),
    klarna_order_id: model.text().nullable(),
    account_id: model.text().nullable(),
    result: model.enum(["in_sync", "different", "not_found", "already_known", "account_missing", "failed"]),
    adopted: model.boolean().default(false),
    /** In what it differs, or why it failed: codes. */
    reasons: model.json().nullable(),
  })
  .indexes([{ on: ["run_id", "result", "id"] }])
