import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { pruneOperations, pruneUnplaced } from "../../ledger"
import { KLARNA_MODULE } from "../../modules/klarna/constants"
import type KlarnaModuleService from "../../modules/klarna/service"

/** Klarna orders in one run of the job: what they leave to delete is a statement of milliseconds, and nobody waits for it. */
const PAGE = 200

/** Beside how far the job has looked elsewhere. */
const POSITION = "klarna_operation"
const POSITION_UNPLACED = "klarna_operation.unplaced"

/**
 * By option: walks round the orders a page in each run, and prunes the ledger of settled ones; and round the ledger, for purchases that
 * never became an order. @returns how many rows went.
 */
export async function pruneLedger(container: MedusaContainer): Promise<number> {
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  const days = klarna.options.keepLedgerDays
  if (days === 0) return 0
  const page = await klarna.orderPage((await klarna.watermark(POSITION)) ?? "", PAGE)
  const settled = page.filter(({ is_settled }) => is_settled).map(({ klarna_order_id }) => klarna_order_id)
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const pruned = await pruneOperations(knex, settled, days)
  await klarna.moveWatermark(POSITION, page.length < PAGE ? "" : page[page.length - 1].id)

  const after = (await klarna.watermark(POSITION_UNPLACED)) ?? ""
  const unplaced = await pruneUnplaced(knex, { after, limit: PAGE, days })
  await klarna.moveWatermark(POSITION_UNPLACED, unplaced.last ?? "")
  return pruned + unplaced.pruned
}
