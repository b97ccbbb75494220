import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import type { KlarnaAction, KlarnaActionObstacle } from "../../mapping/actions"
import { obstacleSentence } from "../../mapping/obstacle-sentence"
import { KLARNA_MODULE } from "../../modules/klarna/constants"
import type KlarnaModuleService from "../../modules/klarna/service"
import { standingOf, type Standing } from "./standing"

/** What is so already is done: whoever asks second sees what the first one did. */
const DONE_ALREADY: readonly KlarnaActionObstacle[] = ["already_connected", "already_seen"]

/**
 * @returns how the order stands
 * @throws MedusaError NOT_ALLOWED (400) with the reason, when the action cannot work as things stand; NOT_FOUND without a Klarna order
 */
export async function mayAct(container: MedusaContainer, order_id: string, action: KlarnaAction): Promise<Standing> {
  const standing = await standingOf(container, order_id)
  const obstacle = standing.actions[action]
  if (!obstacle || DONE_ALREADY.includes(obstacle)) return standing
  throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `Nothing was sent to Klarna. ${obstacleSentence[obstacle]}`)
}

/** An order of which no event told yet has nothing in its way: the sync meets it. */
export async function maySync(container: MedusaContainer, order_id: string): Promise<void> {
  const rows = await container.resolve<KlarnaModuleService>(KLARNA_MODULE).rowsOfOrder(order_id)
  if (rows.length) await mayAct(container, order_id, "sync")
}
