import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { KlarnaMirror, OrderSnapshot } from "../../mapping/types"
import type KlarnaModuleService from "../../modules/klarna/service"

/** The edit's note for Klarna's `description`, as the store wants it. A function of the store that fails costs the text, not the change. */
export function descriptionOf(
  { klarna, container }: { klarna: KlarnaModuleService; container: MedusaContainer },
  note: string | undefined,
  { order_id, currency, target_amount }: OrderSnapshot,
  { order_amount }: KlarnaMirror
): string | undefined {
  const wanted = klarna.options.customize?.description
  if (!wanted) return note
  const made = wanted(note, { order_id, currency, order_amount: target_amount, previous_amount: order_amount })
  if ("value" in made) return made.value
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  logger.warn(`Klarna: order ${order_id} is told without a description: ${made.problem}`)
  return undefined
}
