import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils"
import { createStep, createWorkflow, StepResponse, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { noteDecision } from "../ledger"
import { KLARNA_MODULE } from "../modules/klarna/constants"
import type KlarnaModuleService from "../modules/klarna/service"

export interface RearmBillingAddressInput {
  account_id: string
  user_id?: string
}

const rearmBillingAddressStep = createStep(
  "rearm-billing-address-of-account",
  async ({ account_id, user_id }: RearmBillingAddressInput, { container }) => {
    const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
    if (!klarna.options.accounts.some(({ id }) => id === account_id)) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `No Klarna account "${account_id}" is configured`)
    }
    const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    const trigger = user_id ? `user:${user_id}` : "workflow"
    await noteDecision(knex, { kind: "rearm_billing", account_id, trigger })
    return new StepResponse({ account_id, waiting_orders: await klarna.wakeHeldBackBilling(account_id) })
  }
)

/**
 * An account that stopped telling billing addresses, because Klarna refused several, does so by itself again. Orders whose billing
 * address was held back are due at once.
 */
export const rearmBillingAddressWorkflow = createWorkflow(
  "rearm-billing-address",
  (input: RearmBillingAddressInput) => new WorkflowResponse(rearmBillingAddressStep(input))
)
