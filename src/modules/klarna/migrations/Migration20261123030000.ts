import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20261123030000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table if exists "klarna_order" drop constraint if exists "klarna_order_klarna_order_id_unique";`)
    this.addSql(
      `alter table if exists "klarna_operation" drop constraint if exists "klarna_operation_idempotency_key_unique";`
    )
    this.addSql(
      `create table if not exists "klarna_operation" ("id" text not null, "klarna_order_id" text null, "order_id" text null, "account_id" text not null, "kind" text not null, "fingerprint" text not null, "idempotency_key" text not null, "trigger" text not null, "asked" jsonb not null default '{}', "reference" text null, "outcome" text check ("outcome" in ('accepted', 'refused', 'unknown', 'superseded', 'failed')) null, "http_status" integer null, "error_code" text null, "error_messages" jsonb null, "correlation_id" text null, "result_id" text null, "attempts" integer not null default 0, "sent_at" timestamptz null, "finished_at" timestamptz null, "duration_ms" integer null, "followed_up_at" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "klarna_operation_pkey" primary key ("id"));`
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_klarna_operation_idempotency_key_unique" ON "klarna_operation" ("idempotency_key") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_operation_deleted_at" ON "klarna_operation" ("deleted_at") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_operation_klarna_order_id_created_at" ON "klarna_operation" ("klarna_order_id", "created_at") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_operation_order_id" ON "klarna_operation" ("order_id") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_operation_reference" ON "klarna_operation" ("reference") WHERE reference IS NOT NULL AND deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_operation_billing" ON "klarna_operation" ("account_id", "created_at") WHERE kind IN ('billing_address', 'rearm_billing') AND deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_operation_purchase_to_follow_up" ON "klarna_operation" ("created_at") WHERE kind = 'create_order' AND outcome = 'accepted' AND followed_up_at IS NULL AND deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_operation_cancel_to_decide" ON "klarna_operation" ("created_at") WHERE kind = 'cancel' AND trigger LIKE 'provider:%' AND (outcome IS NULL OR outcome IN ('unknown', 'failed')) AND deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_klarna_operation_one_unresolved" ON "klarna_operation" ("klarna_order_id") WHERE (outcome IS NULL OR outcome = 'unknown') AND klarna_order_id IS NOT NULL AND deleted_at IS NULL;`
    )

    this.addSql(
      `create table if not exists "klarna_order" ("id" text not null, "klarna_order_id" text not null, "order_id" text not null, "account_id" text not null, "environment" text not null, "region" text not null, "username_hash" text null, "klarna_reference" text null, "status" text null, "fraud_status" text null, "order_amount" integer null, "original_order_amount" integer null, "captured_amount" integer not null default 0, "refunded_amount" integer not null default 0, "purchase_currency" text null, "purchase_country" text null, "payment_method" text null, "merchant_reference1" text null, "merchant_reference2" text null, "expires_at" timestamptz null, "read_at" timestamptz null, "doubtful" boolean not null default false, "acknowledged" jsonb not null default '{}', "refused" jsonb not null default '{}', "wanted_references" jsonb null, "asked" jsonb null, "sync_state" text check ("sync_state" in ('in_sync', 'pending', 'needs_attention', 'off', 'closed')) not null default 'pending', "attention" jsonb null, "attention_code" text null, "notes" jsonb null, "attempts" integer not null default 0, "next_attempt_at" timestamptz null, "synced_at" timestamptz null, "off_by" text null, "off_at" timestamptz null, "dirty" integer not null default 1, "lease_token" text null, "lease_until" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "klarna_order_pkey" primary key ("id"));`
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_klarna_order_klarna_order_id_unique" ON "klarna_order" ("klarna_order_id") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_order_order_id" ON "klarna_order" ("order_id") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_order_deleted_at" ON "klarna_order" ("deleted_at") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_order_next_attempt_at" ON "klarna_order" ("next_attempt_at") WHERE next_attempt_at IS NOT NULL AND deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_order_lease_until" ON "klarna_order" ("lease_until") WHERE lease_until IS NOT NULL AND deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_order_wished" ON "klarna_order" ("updated_at") WHERE dirty > 0 AND deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_order_sync_state_attention_code" ON "klarna_order" ("sync_state", "attention_code") WHERE deleted_at IS NULL;`
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "klarna_operation" cascade;`)

    this.addSql(`drop table if exists "klarna_order" cascade;`)
  }
}
