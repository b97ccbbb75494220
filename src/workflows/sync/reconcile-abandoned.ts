import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Logger, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import {
  closeOperation,
  DuplicateOperationError,
  isOfEdge,
  mayBeCancelled,
  openOperation,
  type Operation,
  sendOperation,
  UnresolvedOperationError,
} from "../../ledger"
import type { AccountIdentity } from "../../klarna"
import { contentFingerprint } from "../../mapping/fingerprint"
import { KLARNA_MODULE } from "../../modules/klarna/constants"
import type KlarnaModuleService from "../../modules/klarna/service"
import { followedUp, orderOfPurchase, undecidedCancels, unplacedPurchases } from "./abandoned-purchases"
import { eachWithin } from "./sync-each"
import { raiseWish, syncOrder } from "./sync-order"

/** The buyer may complete the cart again with the same approval; after this nobody does. */
const GIVEN_UP_MS = 2 * 3600_000

interface Tools {
  container: MedusaContainer
  knex: Knex
  klarna: KlarnaModuleService
  logger: Logger
}

/**
 * Purchases that never became an order, and such of which nobody heard: cancels that the provider could not decide or could not send,
 * completions that died after Klarna had placed its order, orders whose first event was lost. Nothing new is begun after `until` (ms).
 * @returns how many were looked at
 */
export async function reconcileAbandoned(container: MedusaContainer, until: number): Promise<number> {
  const tools: Tools = {
    container,
    knex: container.resolve(ContainerRegistrationKeys.PG_CONNECTION),
    klarna: container.resolve<KlarnaModuleService>(KLARNA_MODULE),
    logger: container.resolve(ContainerRegistrationKeys.LOGGER),
  }
  const cancels = await undecidedCancels(tools.knex)
  await eachWithin(cancels, until, (operation) => decide(tools, operation), notYet(tools))
  const purchases = await unplacedPurchases(tools.knex)
  await eachWithin(purchases, until, (purchase) => followUp(tools, purchase), notYet(tools))
  return cancels.length + purchases.length
}

const notYet =
  ({ logger }: Tools) =>
  ({ klarna_order_id }: Operation, error: Error) =>
    logger.error(
      `Klarna: the purchase of Klarna order ${klarna_order_id} could not be followed up; it is tried again in a minute`,
      error
    )

/** A cancel that waits for a decision: the purchase has an order by now, or it never will. */
async function decide(tools: Tools, operation: Operation): Promise<void> {
  const order_id = await orderOfPurchase(tools.knex, operation.klarna_order_id as string)
  if (order_id) return closeOperation(tools.knex, operation, "superseded")
  await cancel(tools, operation)
}

async function followUp(tools: Tools, purchase: Operation): Promise<void> {
  const { container, knex } = tools
  const order_id = await orderOfPurchase(knex, purchase.klarna_order_id as string)
  if (order_id) {
    await raiseWish(container, order_id)
    await syncOrder(container, { order_id, trigger: "job" })
  } else if (await mayBeCancelled(knex, purchase.klarna_order_id as string)) {
    await followedUp(knex, purchase)
  } else if (Date.now() - purchase.created_at.getTime() > GIVEN_UP_MS) {
    const operation = await cancelRow(knex, purchase)
    if (operation && (await cancel(tools, operation))) await followedUp(knex, purchase)
  }
}

/** Undefined when a cancel of this purchase was written before and has no end yet: then that one is decided first. */
async function cancelRow(knex: Knex, purchase: Operation): Promise<Operation | undefined> {
  const { klarna_order_id, account_id, asked, reference } = purchase
  try {
    return await openOperation(knex, {
      klarna_order_id,
      account_id,
      kind: "cancel",
      fingerprint: contentFingerprint("cancel", {}, klarna_order_id as string),
      trigger: "provider:abandoned",
      asked: asked.sold as Record<string, unknown>,
      reference,
      idempotency_key: `abandoned:${klarna_order_id}`,
    })
  } catch (error) {
    if (error instanceof DuplicateOperationError) return wasTurnedAway(error.operation) ? error.operation : undefined
    if (error instanceof UnresolvedOperationError) return undefined
    throw error
  }
}

/** By Klarna's edge (rejected credentials, a blocked address) or by a conflict: no decision of Klarna's, so it is asked again. */
function wasTurnedAway({ outcome, error_code, http_status }: Operation): boolean {
  return outcome === "refused" && (isOfEdge({ code: error_code ?? "" }) || http_status === 409)
}

/** @returns whether Klarna has decided: its order is cancelled now, or it refused. */
async function cancel({ klarna, knex, logger }: Tools, operation: Operation): Promise<boolean> {
  const id = operation.klarna_order_id as string
  const client = await klarna.clientOf(operation.asked as Partial<AccountIdentity>)
  if (!client) {
    logger.error(`Klarna: the purchase of Klarna order ${id} was abandoned, but its account is not configured any more`)
    return false
  }
  const { outcome } = await sendOperation(knex, operation, (idempotencyKey) =>
    client.orders.cancel(id, { idempotencyKey })
  )
  if (outcome.type === "accepted") logger.info(`Klarna: order ${id} of an abandoned purchase was cancelled`)
  else logger.warn(`Klarna: order ${id} of an abandoned purchase was not cancelled (${outcome.type})`)
  if (outcome.type !== "refused") return outcome.type === "accepted"
  return !isOfEdge(outcome) && outcome.status !== 409
}
