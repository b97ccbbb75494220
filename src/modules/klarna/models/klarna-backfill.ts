import { model } from "@medusajs/framework/utils"

/** A run of the backfill: what it was asked, and how far it came. It can be stopped or die, and goes on behind `position`. */
export const KlarnaBackfill = model
  .define("klarna_backfill", {
    id: model.id({ prefix: "klbf" }).primaryKey(),
    options: model.json(),
    state: model.enum(["running", "interrupted", "finished"]).default("running"),
    /** Why it stands still: see `BackfillReason`. */
    reason: model.text().nullable(),
    message: model.text().nullable(),
    /** How many payments there were when it began, the last of them, and the last one whose page is done. */
    total: model.number(),
    up_to: model.text(),
    position: model.text().default(""),
    started_by: model.text().nullable(),
    finished_at: model.dateTime().nullable(),
    lease_token: model.text().nullable(),
    lease_until: model.dateTime().nullable(),
  })
  .indexes([
    { on: ["created_at"] },
    // Two at once would read the same orders twice and tell two stories: kept by the database.
    {
      on: ["state"],
      unique: true,
      name: "IDX_klarna_backfill_one_running",
      where: "state = 'running' AND deleted_at IS NULL",
    },
  ])
