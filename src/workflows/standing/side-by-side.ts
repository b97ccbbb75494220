import type { MedusaContainer } from "@medusajs/framework/types"
import { fieldsSideBySide, linesSideBySide, type SideBySide, type SideBySideLine } from "../../mapping/side-by-side"
import { KLARNA_MODULE } from "../../modules/klarna/constants"
import type KlarnaModuleService from "../../modules/klarna/service"
import { type Difference, seeDifference } from "../sync/difference"
import { runFor } from "../sync/run"

export interface DifferenceSideBySide extends Difference {
  fields: SideBySide[]
  lines: SideBySideLine[]
  currency: string | null
}

/**
 * The difference with both sides' own values, addresses too: no workflow, because what passes through one may be kept by its engine.
 * @throws MedusaError (400) when Klarna does not answer
 */
export async function differenceSideBySide(
  container: MedusaContainer,
  order_id: string
): Promise<DifferenceSideBySide> {
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  const run = runFor(container, { order_id }, "")
  const { difference, compared } = await seeDifference(run, await klarna.rowsOfOrder(order_id))
  if (!compared) return { ...difference, fields: [], lines: [], currency: null }
  return {
    ...difference,
    fields: fieldsSideBySide(compared.snapshot, compared.klarna),
    lines: linesSideBySide(compared.snapshot, compared.klarna),
    currency: compared.snapshot.currency,
  }
}
