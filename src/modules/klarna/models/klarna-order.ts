import { model } from "@medusajs/framework/utils"

/**
 * One row per Klarna order: who it is, what Klarna last told us, what Klarna last acknowledged from us, and how the sync stands.
 * Amounts are minor units. No personal data: addresses are kept as salted fingerprints per field.
 */
export const KlarnaOrder = model
  .define("klarna_order", {
    id: model.id({ prefix: "klord" }).primaryKey(),
    klarna_order_id: model.text().unique(),
    order_id: model.text().index(),

    // Which account's order it is; a call needs a configured account that matches all three.
    account_id: model.text(),
    environment: model.text(),
    region: model.text(),
    username_hash: model.text().nullable(),

    // The mirror: what Klarna last told us. `read_at` is empty until the first read.
    klarna_reference: model.text().nullable(),
    status: model.text().nullable(),
    fraud_status: model.text().nullable(),
    order_amount: model.number().nullable(),
    original_order_amount: model.number().nullable(),
    captured_amount: model.number().default(0),
    refunded_amount: model.number().default(0),
    purchase_currency: model.text().nullable(),
    purchase_country: model.text().nullable(),
    payment_method: model.text().nullable(),
    merchant_reference1: model.text().nullable(),
    merchant_reference2: model.text().nullable(),
    expires_at: model.dateTime().nullable(),
    read_at: model.dateTime().nullable(),
    /** Something happened that makes the mirror doubtful: read Klarna before the next plan. */
    doubtful: model.boolean().default(false),

    // What Klarna acknowledged, refused, and what the merchant asked for beside the order's own data.
    acknowledged: model.json().default({}),
    refused: model.json().default({}),
    wanted_references: model.json().nullable(),
    asked: model.json().nullable(),

    // The state of the sync.
    sync_state: model.enum(["in_sync", "pending", "needs_attention", "off", "closed"]).default("pending"),
    attention: model.json().nullable(),
    attention_code: model.text().nullable(),
    /** A merchant has seen it: out of the way until the code changes (see `store` in rows.ts). */
    attention_seen_by: model.text().nullable(),
    attention_seen_at: model.dateTime().nullable(),
    notes: model.json().nullable(),
    attempts: model.number().default(0),
    next_attempt_at: model.dateTime().nullable(),
    synced_at: model.dateTime().nullable(),
    /** When a round last began to read the Medusa order, whatever came of it: changes after it were not seen yet. */
    compared_at: model.dateTime().nullable(),
    /** When a look at Klarna is worth a call although nobody wished anything: it may have expired, or been changed in Klarna's portal. */
    next_read_at: model.dateTime().nullable(),
    /** The state and content that the last event on the bus told of: what differs from it is still to be announced. */
    announced: model.text().nullable(),
    off_by: model.text().nullable(),
    off_at: model.dateTime().nullable(),

    // The wish and the claim: see claims.ts.
    dirty: model.number().default(1),
    lease_token: model.text().nullable(),
    lease_until: model.dateTime().nullable(),
  })
  .indexes([
    { on: ["next_attempt_at"], where: "next_attempt_at IS NOT NULL AND deleted_at IS NULL" },
    { on: ["next_read_at"], where: "next_read_at IS NOT NULL AND deleted_at IS NULL" },
    { on: ["lease_until"], where: "lease_until IS NOT NULL AND deleted_at IS NULL" },
    // A wish that nobody took up: its process died between the wish and the claim.
    { on: ["updated_at"], name: "IDX_klarna_order_wished", where: "dirty > 0 AND deleted_at IS NULL" },
    { on: ["sync_state", "attention_code"] },
    // What the admin lists: by one of four orders, or a few rows by what they have. See list.ts.
    { on: ["updated_at", "id"] },
    { on: ["created_at", "id"] },
    { on: ["expires_at", "id"] },
    { on: ["order_amount", "id"] },
    { on: ["status", "updated_at"] },
    { on: ["account_id", "updated_at"] },
    { on: ["klarna_reference"], where: "klarna_reference IS NOT NULL AND deleted_at IS NULL" },
    { on: ["merchant_reference1"], where: "merchant_reference1 <> '' AND deleted_at IS NULL" },
    { on: ["merchant_reference2"], where: "merchant_reference2 <> '' AND deleted_at IS NULL" },
    { on: ["attention_code", "updated_at"], where: "attention_code IS NOT NULL AND deleted_at IS NULL" },
    {
      on: ["expires_at"],
      name: "IDX_klarna_order_expiring",
      where: "status IN ('AUTHORIZED', 'PART_CAPTURED') AND deleted_at IS NULL",
    },
    // What Klarna would still change, for the walk in workflows/sync/reconcile-changed.ts.
    {
      on: ["id"],
      name: "IDX_klarna_order_open",
      where: "status IN ('AUTHORIZED', 'PART_CAPTURED') AND sync_state <> 'off' AND deleted_at IS NULL",
    },
  ])
