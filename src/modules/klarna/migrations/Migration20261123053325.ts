import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20261123053325 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `create table if not exists "klarna_watermark" ("id" text not null, "position" text not null, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "deleted_at" timestamptz null, constraint "klarna_watermark_pkey" primary key ("id"));`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_watermark_deleted_at" ON "klarna_watermark" ("deleted_at") WHERE deleted_at IS NULL;`
    )

    this.addSql(
      `alter table if exists "klarna_order" add column if not exists "compared_at" timestamptz null, add column if not exists "next_read_at" timestamptz null, add column if not exists "announced" text null;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_order_next_read_at" ON "klarna_order" ("next_read_at") WHERE next_read_at IS NOT NULL AND deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_order_open" ON "klarna_order" ("id") WHERE status IN ('AUTHORIZED', 'PART_CAPTURED') AND sync_state <> 'off' AND deleted_at IS NULL;`
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists "klarna_watermark" cascade;`)

    this.addSql(`drop index if exists "IDX_klarna_order_open";`)
    this.addSql(`drop index if exists "IDX_klarna_order_next_read_at";`)
    this.addSql(
      `alter table if exists "klarna_order" drop column if exists "compared_at", drop column if exists "next_read_at", drop column if exists "announced";`
    )
  }
}
