import { model } from "@medusajs/framework/utils"

/**
 * The ledger: one row per intended Klarna write, written before it is sent. Also the merchant's timeline.
 * `asked` says in short what was asked: amounts in minor units and names of changed fields, never values of addresses.
 */
export const KlarnaOperation = model
  .define("klarna_operation", {
    id: model.id({ prefix: "klop" }).primaryKey(),
    /** Empty only while a purchase has no Klarna order yet. */
    klarna_order_id: model.text().nullable(),
    order_id: model.text().nullable(),
    account_id: model.text(),
    kind: model.text(),
    /** Same content, same fingerprint: only then is a row's key used again. */
    fingerprint: model.text(),
    idempotency_key: model.text().unique(),
    /** What caused it: `event:<name>`, `job`, `user:<id>`, `provider`. */
    trigger: model.text(),
    asked: model.json().default({}),
    /** Medusa's own id of the thing, for example the capture's: Klarna gets it as `reference`. */
    reference: model.text().nullable(),

    /** Empty: not resolved yet. `unknown`: sent, and the answer was lost. */
    outcome: model.enum(["accepted", "refused", "unknown", "superseded", "failed"]).nullable(),
    http_status: model.number().nullable(),
    error_code: model.text().nullable(),
    error_messages: model.json().nullable(),
    correlation_id: model.text().nullable(),
    /** What Klarna made: capture id, refund id. */
    result_id: model.text().nullable(),
    attempts: model.number().default(0),
    sent_at: model.dateTime().nullable(),
    finished_at: model.dateTime().nullable(),
    duration_ms: model.number().nullable(),
    /** Of a `create_order`: when it was settled what became of the purchase. Empty: it may have been abandoned. */
    followed_up_at: model.dateTime().nullable(),
  })
  .indexes([
    { on: ["klarna_order_id", "created_at"] },
    { on: ["order_id"] },
    { on: ["reference"], where: "reference IS NOT NULL AND deleted_at IS NULL" },
    // What an account said to billing addresses: see ledger/billing-refusals.ts.
    {
      on: ["account_id", "created_at"],
      name: "IDX_klarna_operation_billing",
      where: "kind IN ('billing_address', 'rearm_billing') AND deleted_at IS NULL",
    },
    // What the job looks for every minute, as small as what it finds: see workflows/sync/reconcile-abandoned.ts.
    {
      on: ["created_at"],
      name: "IDX_klarna_operation_purchase_to_follow_up",
      where: "kind = 'create_order' AND outcome = 'accepted' AND followed_up_at IS NULL AND deleted_at IS NULL",
    },
    {
      on: ["created_at"],
      name: "IDX_klarna_operation_cancel_to_decide",
      where:
        "kind = 'cancel' AND trigger LIKE 'provider:%' AND (outcome IS NULL OR outcome IN ('unknown', 'failed')) AND deleted_at IS NULL",
    },
    // Decision 4, kept by the database: at most one write per Klarna order is unresolved.
    {
      on: ["klarna_order_id"],
      unique: true,
      name: "IDX_klarna_operation_one_unresolved",
      where: "(outcome IS NULL OR outcome = 'unknown') AND klarna_order_id IS NOT NULL AND deleted_at IS NULL",
    },
  ])
