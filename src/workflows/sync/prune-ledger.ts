import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { pruneOperations } from "../../ledger"
import { KLARNA_MODULE } from "../../modules/klarna/constants"
import type KlarnaModuleService from "../../modules/klarna/service"

/** Klarna orders in one run of the job: what they leave to delete is a statement of milliseconds, and nobody waits for it. */
const PAGE = 200

/** Beside how far the job has looked elsewhere. */
const POSITION = "klarna_operation"

/** By option: walks round the orders a page in each run, and prunes the ledger of settled ones. @returns how many rows went. */
export async function pruneLedger(container: MedusaContainer): Promise<number> {
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  const days = klarna.options.keepLedgerDays
  if (days === 0) return 0
  const page = await klarna.orderPage((await klarna.watermark(POSITION)) ?? "", PAGE)
  const settled = page.filter(({ is_settled }) => is_settled).map(({ klarna_order_id }) => klarna_order_id)
  const pruned = await pruneOperations(container.resolve(ContainerRegistrationKeys.PG_CONNECTION), settled, days)
  await klarna.moveWatermark(POSITION, page.length < PAGE ? "" : page[page.length - 1].id)
  return pruned
}
