import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { noteDecision } from "../ledger"
import { KLARNA_MODULE } from "../modules/klarna/constants"
import type KlarnaModuleService from "../modules/klarna/service"
import { type KlarnaOrderActionInput, triggerOf } from "./by-hand/act"
import { mayAct } from "./standing"
import type { SyncResult } from "./sync/types"

const acknowledgeKlarnaAttentionStep = createStep(
  "acknowledge-klarna-attention",
  async ({ order_id, user_id }: KlarnaOrderActionInput, { container }) => {
    const { row } = await mayAct(container, order_id, "acknowledge_attention")
    const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
    const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    for (const { account_id, klarna_order_id, attention_code } of await klarna.seeAttention(
      order_id,
      user_id ?? null
    )) {
      const asked = { attention_code }
      const trigger = triggerOf(user_id)
      await noteDecision(knex, { kind: "acknowledge_attention", account_id, klarna_order_id, order_id, trigger, asked })
    }
    const nothingSent: SyncResult = { result: row.sync_state, rounds: 0, writes: [] }
    return new StepResponse(nothingSent)
  }
)

/** A merchant has seen what needs attention: it is out of the way until its code changes. Seeing it twice changes nothing: the first counts. */
export const acknowledgeKlarnaAttentionWorkflow = createWorkflow(
  "acknowledge-klarna-attention",
  (input: KlarnaOrderActionInput) => new WorkflowResponse(acknowledgeKlarnaAttentionStep(input))
)
