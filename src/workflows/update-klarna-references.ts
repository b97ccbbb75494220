import { MedusaError } from "@medusajs/framework/utils"
import {
  createStep,
  createWorkflow,
  StepResponse,
  transform,
  WorkflowResponse,
} from "@medusajs/framework/workflows-sdk"
import type { MerchantReferences } from "../klarna/types"
import { KLARNA_MODULE } from "../modules/klarna/constants"
import type KlarnaModuleService from "../modules/klarna/service"
import { syncOrderToKlarnaWorkflow } from "./sync-order-to-klarna"

export interface UpdateKlarnaReferencesInput {
  order_id: string
  /** At most 255 characters each; `""` clears, absent leaves as it is, null goes back to what the options say. */
  references: { [key in keyof MerchantReferences]: string | null }
  user_id?: string
}

const wantReferencesStep = createStep(
  "want-klarna-references",
  async ({ order_id, references }: UpdateKlarnaReferencesInput, { container }) => {
    const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
    const rows = await klarna.rowsOfOrder(order_id)
    if (!rows.length) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `Order ${order_id} has no Klarna order`)
    }
    if (rows.every(({ status }) => status === "CANCELLED")) {
      throw new MedusaError(
        MedusaError.Types.NOT_ALLOWED,
        `Order ${order_id} is cancelled at Klarna, and a cancelled Klarna order takes no references any more.`
      )
    }
    const before = rows.map(({ id, wanted_references }) => ({ id, wanted_references }))
    for (const { id, wanted_references } of before) {
      await klarna.wantReferences(id, merged(wanted_references, references))
    }
    return new StepResponse(before, before)
  },
  async (before, { container }) => {
    const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
    for (const { id, wanted_references } of before ?? []) await klarna.wantReferences(id, wanted_references)
  }
)

function merged(
  wanted: MerchantReferences | null,
  change: UpdateKlarnaReferencesInput["references"]
): MerchantReferences | null {
  const next = Object.entries({ ...wanted, ...change }).filter(([, value]) => value !== null && value !== undefined)
  return next.length ? Object.fromEntries(next) : null
}

/** A merchant gives the Klarna order other references than the options would: kept for this order, and sent by the sync. */
export const updateKlarnaReferencesWorkflow = createWorkflow(
  "update-klarna-references",
  (input: UpdateKlarnaReferencesInput) => {
    wantReferencesStep(input)
    const sync = transform({ input }, ({ input }) => ({
      order_id: input.order_id,
      trigger: input.user_id ? `user:${input.user_id}` : "workflow",
      // Typed by hand is sent by hand.
      force: ["references" as const],
    }))
    return new WorkflowResponse(syncOrderToKlarnaWorkflow.runAsStep({ input: sync }))
  }
)
