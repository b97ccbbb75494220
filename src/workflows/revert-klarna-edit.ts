import {
  createStep,
  createWorkflow,
  StepResponse,
  transform,
  when,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import {
  acquireLockStep,
  beginOrderEditOrderWorkflow,
  orderEditAddNewItemWorkflow,
  orderEditUpdateItemQuantityWorkflow,
  releaseLockStep,
} from "@medusajs/medusa/core-flows"
import { noteDecision } from "../ledger"
import { type KlarnaOrderActionInput, triggerOf } from "./by-hand/act"
import { planRevert, type Revert } from "./by-hand/plan-revert"

const PATIENCE_SECONDS = 10
/** Longer than it takes. */
const LOCK_SECONDS = 30

const planRevertStep = createStep(
  "plan-revert-of-klarna-edit",
  async ({ order_id }: KlarnaOrderActionInput, { container }) => new StepResponse(await planRevert(container, order_id))
)

type Note = KlarnaOrderActionInput & Pick<Revert, "klarna_order_id" | "account_id"> & { order_change_id: string }

const noteRevertStep = createStep(
  "note-revert-of-klarna-edit",
  async ({ user_id, order_change_id, ...order }: Note, { container }) => {
    const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const { order_id, klarna_order_id, account_id } = order
    const trigger = triggerOf(user_id)
    const asked = { order_change_id }
    await noteDecision(knex, { kind: "revert_edit", order_id, klarna_order_id, account_id, trigger, asked })
    return new StepResponse(undefined)
  }
)

/**
 * Opens the order edit that undoes the last confirmed one, for a merchant to look at and confirm: after Klarna did not go along with it.
 * Lines only: an edit cannot take a shipping method out again. Klarna hears of it when it is confirmed.
 * @returns the id of the open edit
 * @throws MedusaError (400) while another edit is open, or when nothing can be undone
 */
export const revertKlarnaEditWorkflow = createWorkflow("revert-klarna-edit", (input: KlarnaOrderActionInput) => {
  // Core looks whether an edit is open, and opens one: two who do both at the same time would each open one.
  const key = transform({ input }, ({ input }) => `klarna-revert-edit:${input.order_id}`)
  acquireLockStep({ key, timeout: PATIENCE_SECONDS, ttl: LOCK_SECONDS })
  const revert = planRevertStep(input)
  const begin = transform({ input }, ({ input }) => ({ order_id: input.order_id, created_by: input.user_id }))
  const change = beginOrderEditOrderWorkflow.runAsStep({ input: begin })
  const edit = transform({ input, revert }, ({ input, revert }) => ({
    update: { order_id: input.order_id, items: revert.updates },
    add: { order_id: input.order_id, items: revert.additions },
  }))
  when("klarna-revert-has-updates", revert, ({ updates }) => updates.length > 0).then(() => {
    orderEditUpdateItemQuantityWorkflow.runAsStep({ input: edit.update })
  })
  when("klarna-revert-has-additions", revert, ({ additions }) => additions.length > 0).then(() => {
    orderEditAddNewItemWorkflow.runAsStep({ input: edit.add })
  })
  const note = transform({ input, revert, change }, ({ input, revert, change }) => ({
    ...input,
    klarna_order_id: revert.klarna_order_id,
    account_id: revert.account_id,
    order_change_id: change.id,
  }))
  noteRevertStep(note)
  releaseLockStep({ key })
  return new WorkflowResponse(transform({ change }, ({ change }) => ({ order_change_id: change.id })))
})
