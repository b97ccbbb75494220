import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { type BackfillRunRow, latestRun, resumeRun, startRun } from "../../modules/klarna/backfill"
import { KLARNA_MODULE } from "../../modules/klarna/constants"
import type KlarnaModuleService from "../../modules/klarna/service"
import { sizeUp } from "./candidates"
import { backfillOptions, type BackfillOptions } from "./options"

const RUNNING = "A backfill is running already. Wait for its end, or stop it first."

/** @throws MedusaError NOT_ALLOWED (400) when one runs already, or the options do not fit this store */
export async function beginBackfill(
  container: MedusaContainer,
  options: BackfillOptions,
  started_by: string | null
): Promise<BackfillRunRow> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  await mustFit(container, options)
  const run = await startRun(knex, { options, started_by, ...(await sizeUp(knex, options)) })
  if (!run) throw refused(RUNNING)
  return run
}

/** @throws MedusaError NOT_ALLOWED (400) when there is nothing to go on with */
export async function resumeBackfill(container: MedusaContainer): Promise<BackfillRunRow> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const last = await latestRun(knex)
  if (last?.state === "interrupted") {
    await mustFit(container, backfillOptions.parse(last.options))
    const run = await resumeRun(knex, last.id)
    if (run) return run
  }
  throw refused(last?.state === "running" ? RUNNING : "There is no interrupted backfill to go on with.")
}

async function mustFit(
  container: MedusaContainer,
  { account_id, to_provider, dry_run }: BackfillOptions
): Promise<void> {
  const { accounts } = container.resolve<KlarnaModuleService>(KLARNA_MODULE).options
  if (account_id && !accounts.some(({ id }) => id === account_id))
    throw refused(`No Klarna account "${account_id}" is configured.`)
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const provider = await knex("payment_provider").where({ id: to_provider, is_enabled: true }).first("id")
  if (!provider && !dry_run)
    throw refused(
      `This store has no payment provider ${to_provider}, so adopted payments could not be captured. Register medusa-klarna/providers/klarna, or name its id as to_provider.`
    )
}

const refused = (message: string) => new MedusaError(MedusaError.Types.NOT_ALLOWED, message)
