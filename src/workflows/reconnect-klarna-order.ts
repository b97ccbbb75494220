import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import {
  createStep,
  createWorkflow,
  StepResponse,
  transform,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import { noteDecision } from "../ledger"
import { isOff } from "../modules/klarna/connection"
import { KLARNA_MODULE } from "../modules/klarna/constants"
import type KlarnaModuleService from "../modules/klarna/service"
import { noKlarnaOrder, seeDifference } from "./sync/difference"
import { claimWhenFree } from "./sync/claim-when-free"
import { runFor } from "./sync/run"
import { syncOrderToKlarnaWorkflow } from "./sync-order-to-klarna"

export interface ReconnectKlarnaOrderInput {
  order_id: string
  /** The fingerprint of the difference that was shown: see `klarnaOrderDifferenceWorkflow`. */
  confirm: string
  user_id?: string
}

const reconnectKlarnaOrderStep = createStep(
  "reconnect-klarna-order",
  async (input: ReconnectKlarnaOrderInput, { container }) => {
    const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
    const rows = await klarna.rowsOfOrder(input.order_id)
    if (!rows.length) throw new MedusaError(MedusaError.Types.NOT_FOUND, noKlarnaOrder(input.order_id))
    // Somebody was faster.
    if (!rows.some(isOff)) return new StepResponse({ reconnected: false })
    const claim = await claimWhenFree(klarna, input.order_id)
    if (!claim)
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "The order is busy right now; try again in a minute.")
    try {
      await reconnectAsConfirmed(container, input, claim.token)
    } finally {
      await klarna.letGo(input.order_id, claim.token)
    }
    return new StepResponse({ reconnected: true })
  }
)

/** Under the claim: what was read for the comparison is what the sync starts from, so that it sends what was confirmed. */
async function reconnectAsConfirmed(
  container: MedusaContainer,
  { order_id, confirm, user_id }: ReconnectKlarnaOrderInput,
  token: string
): Promise<void> {
  const run = runFor(container, { order_id, trigger: user_id ? `user:${user_id}` : undefined }, token)
  const { difference, looks } = await seeDifference(run, await run.klarna.rowsOfOrder(order_id))
  if (difference.fingerprint !== confirm) throw new MedusaError(MedusaError.Types.NOT_ALLOWED, CHANGED)
  for (const { row, learned } of looks) if (learned) await run.klarna.store(row, token, learned)
  await run.klarna.reconnect(order_id, token)
  const { account_id, klarna_order_id } = looks[0].row
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  await noteDecision(knex, { kind: "reconnect", account_id, klarna_order_id, order_id, trigger: run.trigger })
}

const CHANGED =
  "The difference between Klarna and the order is not the one that was confirmed: it has changed since it was shown. Nothing was sent, " +
  "and the order stays disconnected. Look at the difference again, then confirm that one."

/**
 * Puts a disconnected order back into the sync, which then tells Klarna all that changed meanwhile, in one go. Only what was looked at
 * is sent: `confirm` names the difference that was shown, and any other is refused.
 * @throws MedusaError (400) when the difference has changed since, or Klarna does not answer; the order then stays disconnected
 */
export const reconnectKlarnaOrderWorkflow = createWorkflow(
  "reconnect-klarna-order",
  (input: ReconnectKlarnaOrderInput) => {
    reconnectKlarnaOrderStep(input)
    const sync = transform({ input }, ({ input }) => ({
      order_id: input.order_id,
      trigger: input.user_id ? `user:${input.user_id}` : "workflow",
    }))
    return new WorkflowResponse(syncOrderToKlarnaWorkflow.runAsStep({ input: sync }))
  }
)
