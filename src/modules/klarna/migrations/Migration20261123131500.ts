import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20261123131500 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `create table if not exists "klarna_backfill" ("id" text not null, "options" jsonb not null, "state" text check ("state" in ('running', 'interrupted', 'finished')) not null default 'running', "reason" text null, "message" text null, "total" integer not null, "up_to" text not null, "position" text not null default '', "started_by" text null, "finished_at" timestamptz null, "lease_token" text null, "lease_until" timestamptz null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "klarna_backfill_pkey" primary key ("id"));`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_backfill_deleted_at" ON "klarna_backfill" ("deleted_at") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_backfill_created_at" ON "klarna_backfill" ("created_at") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE UNIQUE INDEX IF NOT EXISTS "IDX_klarna_backfill_one_running" ON "klarna_backfill" ("state") WHERE state = 'running' AND deleted_at IS NULL;`
    )

    this.addSql(
      `create table if not exists "klarna_backfill_finding" ("id" text not null, "run_id" text not null, "payment_id" text not null, "order_id" text not null, "klarna_order_id" text null, "account_id" text null, "result" text check ("result" in ('in_sync', 'different', 'not_found', 'already_known', 'account_missing', 'failed')) not null, "adopted" boolean not null default false, "reasons" jsonb null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "klarna_backfill_finding_pkey" primary key ("id"));`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_backfill_finding_deleted_at" ON "klarna_backfill_finding" ("deleted_at") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_backfill_finding_run_id_result_id" ON "klarna_backfill_finding" ("run_id", "result", "id") WHERE deleted_at IS NULL;`
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "klarna_backfill_finding" cascade;`)
    this.addSql(`drop table if exists "klarna_backfill" cascade;`)
  }
}
