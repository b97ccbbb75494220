import type { Knex } from "@medusajs/framework/mikro-orm/knex"

/** How far the job has come in a table; undefined before its first look. */
export async function watermark(knex: Knex, table: string): Promise<string | undefined> {
  const mark = await knex("klarna_watermark").where({ id: table }).first<{ position: string } | undefined>("position")
  return mark?.position
}

/** Stored after each page, so that the next run goes on where a crash ended this one. */
export async function moveWatermark(knex: Knex, table: string, position: string): Promise<void> {
  await knex("klarna_watermark")
    .insert({ id: table, position })
    .onConflict("id")
    .merge({ position, updated_at: knex.fn.now() })
}
