import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { KLARNA_MODULE } from "../../modules/klarna/constants"
import type KlarnaModuleService from "../../modules/klarna/service"
import type { SyncInput, SyncRun } from "./types"

/** What every part of a sync works with, once the order is claimed. */
export function runFor(container: MedusaContainer, input: SyncInput, token: string): SyncRun {
  return {
    container,
    klarna: container.resolve<KlarnaModuleService>(KLARNA_MODULE),
    knex: container.resolve(ContainerRegistrationKeys.PG_CONNECTION),
    logger: container.resolve(ContainerRegistrationKeys.LOGGER),
    order_id: input.order_id,
    trigger: input.trigger ?? "workflow",
    force: input.force ?? [],
    afresh: input.afresh ?? false,
    token,
    writes: [],
  }
}
