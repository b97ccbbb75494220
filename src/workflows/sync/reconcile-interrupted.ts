import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Logger, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { capturePaymentWorkflow, refundPaymentWorkflow } from "@medusajs/medusa/core-flows"
import { withCart } from "../../purchase/cart-at-hand"
import { lastOperation } from "../../ledger"
import { whileMovingMoney } from "../../purchase/moving-money"
import { readCartOfCollection } from "../purchase/read-cart"
import {
  type InterruptedMoney,
  type InterruptedPurchase,
  selectInterruptedMoney,
  selectInterruptedPurchases,
  isMadeSince,
  putBack,
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
 * beginning, by core; the provider finds in the ledger and at Klarna what had happened already, also in Klarna's portal, and takes that over, so
 * nothing happens twice. Nothing new is begun after `until` (ms). @returns how many were looked at.
 */
export async function reconcileInterrupted(container: MedusaContainer, until: number): Promise<number> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const tools: Tools = { container, knex, logger: container.resolve(ContainerRegistrationKeys.LOGGER) }
  const { rows: captures } = await selectInterruptedMoney(knex, "capture")
  await eachPayment(tools, "capture", captures, until, captureAgain)
  const { rows: refunds } = await selectInterruptedMoney(knex, "refund")
  await eachPayment(tools, "refund", refunds, until, refundAgain)
  const { rows: purchases } = await selectInterruptedPurchases(knex)
  await eachWithin(purchases, until, (one) => completePurchase(tools, one), notCompleted(tools))
  return captures.length + refunds.length + purchases.length
}

/**
 * All of a payment's are taken back, then made one after the other: core tells the order of every capture (or refund) of the payment that
 * it finds and the order does not know, each with the amount of the one that it makes. Source:
 * `@medusajs/core-flows/dist/payment/workflows/capture-payment.js`, `refund-payment.js`.
 */
async function eachPayment(
  tools: Tools,
  what: "capture" | "refund",
  rows: InterruptedMoney[],
  until: number,
  again: (tools: Tools, one: InterruptedMoney) => Promise<unknown>
): Promise<void> {
  const payments = [...new Set(rows.map(({ payment_id }) => payment_id))]
  await eachWithin(
    payments.map((payment_id) => rows.filter((row) => row.payment_id === payment_id)),
    until,
    async (ofPayment) => {
      const taken: InterruptedMoney[] = []
      for (const row of ofPayment) if (await takeBack(tools.knex, what, row.id)) taken.push(row)
      await oneAfterTheOther(tools, what, taken, again)
    },
    ([row], error) => notMade(tools, what, row, error, "it is tried again in a minute")
  )
}

/** Where one has to wait, all behind it do: while it is in the way, core would tell the order of it with the next one's amount. */
async function oneAfterTheOther(
  tools: Tools,
  what: "capture" | "refund",
  [row, ...behind]: InterruptedMoney[],
  again: (tools: Tools, one: InterruptedMoney) => Promise<unknown>
): Promise<void> {
  if (!row) return
  const began = Date.now()
  try {
    await whileMovingMoney({ trigger: "provider", isAgain: true }, () => again(tools, row))
  } catch (error) {
    const isMade = await isMadeSince(tools.knex, what, row, began)
    if (isMade || !(await wasRefused(tools, what, row))) {
      // What Klarna made has its row already: beside it the old one would be a second wish.
      await putBack(tools.knex, what, isMade ? behind : [row, ...behind])
      const next = isMade ? "Klarna made it, and it is written down in some minutes" : "it is tried again in a minute"
      return notMade(tools, what, row, error as Error, next)
    }
    notMade(tools, what, row, error as Error, "Klarna refused it, so it was taken back")
  }
  await oneAfterTheOther(tools, what, behind, again)
}

/** What Klarna refused is the merchant's to decide anew, as after a click of theirs. */
async function wasRefused({ knex }: Tools, what: "capture" | "refund", row: InterruptedMoney): Promise<boolean> {
  const last = row.klarna_order_id ? await lastOperation(knex, row.klarna_order_id, what) : undefined
  return last?.outcome === "refused"
}

function notMade({ logger }: Tools, what: string, row: InterruptedMoney, error: Error, next: string) {
  logger.error(`Klarna: an interrupted ${what} of payment ${row.payment_id} did not come to its end; ${next}`, error)
}

async function captureAgain({ container, knex }: Tools, capture: InterruptedMoney): Promise<void> {
  const { payment_id, amount, created_by } = capture
  // Set by core before it tells the order; with it core would believe that all is done.
  await knex("payment").where({ id: payment_id }).update({ captured_at: null })
  const captured_by = created_by ?? undefined
  await capturePaymentWorkflow(container).run({ input: { payment_id, amount: Number(amount), captured_by } })
}

async function refundAgain({ container }: Tools, refund: InterruptedMoney): Promise<void> {
  const { payment_id, amount, created_by } = refund
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

const notCompleted =
  ({ logger }: Tools) =>
  ({ order_id }: InterruptedPurchase, error: Error) =>
    logger.error(`Klarna: order ${order_id} was placed and not paid; its payment is tried again in a minute`, error)
