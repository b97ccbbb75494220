import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20261123091500 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `alter table if exists "klarna_order" add column if not exists "attention_seen_by" text null, add column if not exists "attention_seen_at" timestamptz null;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_order_updated_at_id" ON "klarna_order" ("updated_at", "id") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_order_created_at_id" ON "klarna_order" ("created_at", "id") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_order_expires_at_id" ON "klarna_order" ("expires_at", "id") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_order_order_amount_id" ON "klarna_order" ("order_amount", "id") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_order_status_updated_at" ON "klarna_order" ("status", "updated_at") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_order_account_id_updated_at" ON "klarna_order" ("account_id", "updated_at") WHERE deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_order_klarna_reference" ON "klarna_order" ("klarna_reference") WHERE klarna_reference IS NOT NULL AND deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_order_merchant_reference1" ON "klarna_order" ("merchant_reference1") WHERE merchant_reference1 <> '' AND deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_order_merchant_reference2" ON "klarna_order" ("merchant_reference2") WHERE merchant_reference2 <> '' AND deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_order_attention_code_updated_at" ON "klarna_order" ("attention_code", "updated_at") WHERE attention_code IS NOT NULL AND deleted_at IS NULL;`
    )
    this.addSql(
      `CREATE INDEX IF NOT EXISTS "IDX_klarna_order_expiring" ON "klarna_order" ("expires_at") WHERE status IN ('AUTHORIZED', 'PART_CAPTURED') AND deleted_at IS NULL;`
    )
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists "IDX_klarna_order_expiring";`)
    this.addSql(`drop index if exists "IDX_klarna_order_attention_code_updated_at";`)
    this.addSql(`drop index if exists "IDX_klarna_order_merchant_reference2";`)
    this.addSql(`drop index if exists "IDX_klarna_order_merchant_reference1";`)
    this.addSql(`drop index if exists "IDX_klarna_order_klarna_reference";`)
    this.addSql(`drop index if exists "IDX_klarna_order_account_id_updated_at";`)
    this.addSql(`drop index if exists "IDX_klarna_order_status_updated_at";`)
    this.addSql(`drop index if exists "IDX_klarna_order_order_amount_id";`)
    this.addSql(`drop index if exists "IDX_klarna_order_expires_at_id";`)
    this.addSql(`drop index if exists "IDX_klarna_order_created_at_id";`)
    this.addSql(`drop index if exists "IDX_klarna_order_updated_at_id";`)
    this.addSql(
      `alter table if exists "klarna_order" drop column if exists "attention_seen_by", drop column if exists "attention_seen_at";`
    )
  }
}
