import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import {
  createStep,
  createWorkflow,
  StepResponse,
  transform,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import { noteDecision } from "../ledger"
import { KLARNA_MODULE } from "../modules/klarna/constants"
import type KlarnaModuleService from "../modules/klarna/service"
import { noKlarnaOrder } from "./sync/difference"
import { claimWhenFree } from "./sync/claim-when-free"
import { syncOrderToKlarnaWorkflow } from "./sync-order-to-klarna"

export interface DisconnectKlarnaOrderInput {
  order_id: string
  user_id?: string
}

const disconnectKlarnaOrderStep = createStep(
  "disconnect-klarna-order",
  async ({ order_id, user_id }: DisconnectKlarnaOrderInput, { container }) => {
    const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
    if (!(await klarna.rowsOfOrder(order_id)).length)
      throw new MedusaError(MedusaError.Types.NOT_FOUND, noKlarnaOrder(order_id))
    const [row] = await klarna.disconnect(order_id, user_id ?? null)
    if (!row) return new StepResponse({ disconnected: false })
    const { account_id, klarna_order_id } = row
    const trigger = user_id ? `user:${user_id}` : "workflow"
    const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    await noteDecision(knex, { kind: "disconnect", account_id, klarna_order_id, order_id, trigger })
    // A request that is on its way cannot be called back: whoever reads our answer may take it that there is none.
    const claim = await claimWhenFree(klarna, order_id)
    if (claim) await klarna.letGo(order_id, claim.token)
    return new StepResponse({ disconnected: true })
  }
)

/**
 * Takes an order out of the sync: from now on no edit, cancel, address or reference reaches Klarna, whatever happens to the order.
 * Captures and refunds still go. A sync that is running sends nothing more. Disconnecting twice changes nothing: the first counts.
 */
export const disconnectKlarnaOrderWorkflow = createWorkflow(
  "disconnect-klarna-order",
  (input: DisconnectKlarnaOrderInput) => {
    disconnectKlarnaOrderStep(input)
    // Calls nobody: what is left to do is Medusa's payment, after what was accepted until now.
    const sync = transform({ input }, ({ input }) => ({
      order_id: input.order_id,
      trigger: input.user_id ? `user:${input.user_id}` : "workflow",
    }))
    return new WorkflowResponse(syncOrderToKlarnaWorkflow.runAsStep({ input: sync }))
  }
)
