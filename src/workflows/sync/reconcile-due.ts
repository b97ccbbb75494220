import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { KLARNA_MODULE } from "../../modules/klarna/constants"
import type KlarnaModuleService from "../../modules/klarna/service"
import { raiseWish, syncOrder } from "./sync-order"

/** Orders per run of the job; what is left is due again in the next. */
const BATCH = 200

/** Syncs every order whose time has come. One that fails does not stop the others. @returns how many were looked at. */
export async function reconcileDue(container: MedusaContainer): Promise<number> {
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const due = await klarna.dueOrders(BATCH)
  for (const order_id of due) {
    try {
      await raiseWish(container, order_id)
      await syncOrder(container, { order_id, trigger: "job" })
    } catch (error) {
      logger.error(`Klarna: order ${order_id} could not be synchronised; it is tried again in a minute`, error as Error)
    }
  }
  return due.length
}
