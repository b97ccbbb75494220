import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { countsOf } from "../../../modules/klarna/backfill-findings"
import { type BackfillRunRow, latestRun } from "../../../modules/klarna/backfill"
import type { BackfillOptions } from "../../../workflows/backfill/options"
import type { AdminKlarnaBackfillResponse } from "./responses"

/** How far the last run is. */
export async function backfillAnswer(container: MedusaContainer): Promise<AdminKlarnaBackfillResponse> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const run = await latestRun(knex)
  return { backfill: run ? { ...shown(run), counts: await countsOf(knex, run.id) } : null }
}

function shown({ id, options, state, reason, message, total, started_by, created_at, finished_at }: BackfillRunRow) {
  return {
    ...{ id, state, reason, message, total, started_by },
    // Written by `beginBackfill` only.
    options: options as BackfillOptions,
    started_at: created_at.toISOString(),
    finished_at: finished_at?.toISOString() ?? null,
  }
}
