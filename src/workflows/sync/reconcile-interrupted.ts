import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Logger, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { capturePaymentWorkflow, refundPaymentWorkflow } from "@medusajs/medusa/core-flows"
import { withCart } from "../../purchase/cart-at-hand"
import { readCartOfCollection } from "../purchase/read-cart"
import {
  type InterruptedMoney,
  type InterruptedPurchase,
  selectInterruptedMoney,
  selectInterruptedPurchases,
  takeBack,
} from "./interrupted-work"
import { eachWithin } from "./sync-each"
import { raiseWish, syncOrder } from "./sync-order"

interface Tools {
  container: MedusaContainer
  knex: Knex
  logger: Logger
}

/**
 * Ends what a merchant or a buyer began and a dying process did not: a capture, a refund, a purchase. Each is done again from its
 * beginning, by core; the provider finds in the ledger and at Klarna what had happened already and takes that over, so nothing happens
 * twice. Nothing new is begun after `until` (ms). @returns how many were looked at.
 */
export async function reconcileInterrupted(container: MedusaContainer, until: number): Promise<number> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const tools: Tools = { container, knex, logger: container.resolve(ContainerRegistrationKeys.LOGGER) }
  const { rows: captures } = await selectInterruptedMoney(knex, "capture")
  await eachWithin(captures, until, (one) => captureAgain(tools, one), notDone(tools, "capture"))
  const { rows: refunds } = await selectInterruptedMoney(knex, "refund")
  await eachWithin(refunds, until, (one) => refundAgain(tools, one), notDone(tools, "refund"))
  const { rows: purchases } = await selectInterruptedPurchases(knex)
  await eachWithin(purchases, until, (one) => completePurchase(tools, one), notCompleted(tools))
  return captures.length + refunds.length + purchases.length
}

async function captureAgain({ container, knex }: Tools, capture: InterruptedMoney): Promise<void> {
  const { id, payment_id, amount, created_by } = capture
  if (!(await takeBack(knex, "capture", id))) return
  // Set by core before it tells the order; with it core would believe that all is done.
  await knex("payment").where({ id: payment_id }).update({ captured_at: null })
  const captured_by = created_by ?? undefined
  await capturePaymentWorkflow(container).run({ input: { payment_id, amount: Number(amount), captured_by } })
}

async function refundAgain({ container, knex }: Tools, refund: InterruptedMoney): Promise<void> {
  const { id, payment_id, amount, created_by } = refund
  if (!(await takeBack(knex, "refund", id))) return
  await refundPaymentWorkflow(container).run({
    input: { payment_id, amount: Number(amount), created_by: created_by ?? undefined },
  })
}

/** The buyer's approval is spent for the order that there is. With the cart at hand, Klarna gets the body it may have got before. */
async function completePurchase({ container }: Tools, purchase: InterruptedPurchase): Promise<void> {
  const { session_id, payment_collection_id, order_id } = purchase
  await withCart(
    () => readCartOfCollection(container, payment_collection_id),
    () => container.resolve(Modules.PAYMENT).authorizePaymentSession(session_id, {})
  )
  await raiseWish(container, order_id)
  await syncOrder(container, { order_id, trigger: "job" })
}

const notDone =
  ({ logger }: Tools, what: string) =>
  ({ payment_id }: InterruptedMoney, error: Error) =>
    logger.error(`Klarna: an interrupted ${what} of payment ${payment_id} was taken back; it may be made again`, error)

const notCompleted =
  ({ logger }: Tools) =>
  ({ order_id }: InterruptedPurchase, error: Error) =>
    logger.error(`Klarna: order ${order_id} was placed and not paid; its payment is tried again in a minute`, error)
