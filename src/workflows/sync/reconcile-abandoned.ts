import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { closeOperation, type Operation, sendOperation } from "../../ledger"
import { KLARNA_MODULE } from "../../modules/klarna/constants"
import type KlarnaModuleService from "../../modules/klarna/service"

/** A purchase that is being completed right now is no abandoned one: the longest completion is over by then. */
const AGE_SECONDS = 300
const BATCH = 50

/**
 * Cancels that the provider could not decide or could not send: the purchase has an order by now (then the row is closed), or it
 * never will (then Klarna is told). @returns how many were looked at.
 */
export async function reconcileAbandoned(container: MedusaContainer, ageSeconds = AGE_SECONDS): Promise<number> {
  const knex: Knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const klarna = container.resolve<KlarnaModuleService>(KLARNA_MODULE)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  const open = await undecidedCancels(knex, ageSeconds)
  for (const operation of open) {
    const id = operation.klarna_order_id as string
    if (await belongsToOrder(knex, id)) {
      await closeOperation(knex, operation, "superseded")
      continue
    }
    const client = await klarna.clientOf(operation.asked as never)
    if (!client) {
      logger.error(
        `Klarna: the purchase of Klarna order ${id} was abandoned, but its account is not configured any more`
      )
      continue
    }
    const { outcome } = await sendOperation(knex, operation, (idempotencyKey) =>
      client.orders.cancel(id, { idempotencyKey })
    )
    if (outcome.type === "accepted") logger.info(`Klarna: order ${id} of an abandoned purchase was cancelled`)
    else logger.warn(`Klarna: order ${id} of an abandoned purchase was not cancelled (${outcome.type})`)
  }
  return open.length
}

function undecidedCancels(knex: Knex, ageSeconds: number): Promise<Operation[]> {
  return knex("klarna_operation")
    .where({ kind: "cancel" })
    .where("trigger", "like", "provider:%")
    .andWhere((open) => open.whereNull("outcome").orWhereIn("outcome", ["unknown", "failed"]))
    .where("created_at", "<", knex.raw("now() - make_interval(secs => ?)", [ageSeconds]))
    .whereNull("deleted_at")
    .orderBy("created_at")
    .limit(BATCH)
}

/** A live link from the payment's collection to an order; or the sync knows the order already. */
async function belongsToOrder(knex: Knex, klarna_order_id: string): Promise<boolean> {
  const known = await knex("klarna_order").where({ klarna_order_id }).whereNull("deleted_at").first("id")
  if (known) return true
  const linked = await knex("klarna_operation as operation")
    .join("order_payment_collection as link", "link.payment_collection_id", "operation.reference")
    .where({ "operation.klarna_order_id": klarna_order_id, "operation.kind": "create_order" })
    .whereNull("link.deleted_at")
    .first("link.order_id")
  return Boolean(linked)
}
