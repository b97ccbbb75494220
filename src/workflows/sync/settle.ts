import type {
  CreatePaymentSessionDTO,
  IPaymentModuleService,
  PaymentCollectionUpdatableFields,
  UpdatePaymentDTO,
} from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { fromMinor, toMinor } from "../../mapping/money"
import type { OrderForSync } from "../../mapping/order-fields"
import { planSettlement, type SettleAction } from "../../mapping/plan-settlement"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { mirrorOf } from "./mirror"
import type { SyncRun } from "./types"

/** What Medusa's payment module takes beside what its types say. Source: `@medusajs/payment/dist/services/payment-module.js`. */
type PaymentUpdate = Omit<UpdatePaymentDTO, "captured_at"> & {
  amount?: number
  data?: Record<string, unknown>
  captured_at?: Date | null
}
type CollectionUpdate = PaymentCollectionUpdatableFields & { authorized_amount: number }

/** The payment follows (docs/decisions/0003): Medusa's payment is made to agree with what Klarna guarantees. */
async function settle(run: SyncRun, order: OrderForSync, row: KlarnaOrderRow, target_amount: number): Promise<void> {
  const payments = run.container.resolve(Modules.PAYMENT)
  for (const action of planSettlement(order, mirrorOf(row), target_amount)) {
    await carryOut(payments, action, order, row)
  }
}

/** Klarna and the order agree, but Medusa's payment does not follow: somebody has to know before the next capture. */
export async function faultOfSettling(
  run: SyncRun,
  order: OrderForSync,
  row: KlarnaOrderRow,
  target_amount: number
): Promise<Error | undefined> {
  try {
    await settle(run, order, row, target_amount)
    return undefined
  } catch (error) {
    run.logger.error(`Klarna: the payment of order ${run.order_id} could not follow Klarna's order`, error as Error)
    return error as Error
  }
}

async function carryOut(
  payments: IPaymentModuleService,
  action: SettleAction,
  order: OrderForSync,
  row: KlarnaOrderRow
): Promise<void> {
  switch (action.type) {
    case "mark":
      return updatePayment(payments, {
        id: action.payment.id,
        data: { ...action.payment.data, medusa_order_id: order.id },
      })
    case "authorize":
      return authorize(payments, action, order, row)
    case "amend":
      return amend(payments, action, order.currency_code)
    case "close":
      await payments.updatePaymentCollections(action.collection.id, { amount: fromMinor(action.amount) })
      return
    case "finish":
      await payments.authorizePaymentSession(action.session_id, { ...contextOf(row) })
      return
    case "void":
      await payments.cancelPayment(action.payment.id)
      return
  }
}

/**
 * With the module's own methods, as core does it in `markPaymentCollectionAsPaid`: the workflow for storefronts would refuse when
 * Klarna was taken off the region since, and an order outlives that.
 */
async function authorize(
  payments: IPaymentModuleService,
  { collection, amount }: Extract<SettleAction, { type: "authorize" }>,
  order: OrderForSync,
  row: KlarnaOrderRow
): Promise<void> {
  for (const left of collection.payment_sessions ?? []) {
    const isOurs = left?.provider_id?.startsWith("pp_klarna") && left.status === "pending"
    if (left && isOurs) await payments.deletePaymentSession(left.id)
  }
  const context = contextOf(row)
  const wanted: CreatePaymentSessionDTO & { context: SettlementContext } = {
    provider_id: providerOf(order),
    amount: fromMinor(amount),
    currency_code: order.currency_code,
    data: {},
    context,
  }
  const session = await payments.createPaymentSession(collection.id, wanted)
  await payments.authorizePaymentSession(session.id, { ...context })
}

async function updatePayment(payments: IPaymentModuleService, update: PaymentUpdate): Promise<void> {
  await payments.updatePayment(update as UpdatePaymentDTO)
}

async function amend(
  payments: IPaymentModuleService,
  { collection, payment, amount, covers_order }: Extract<SettleAction, { type: "amend" }>,
  currency: string
): Promise<void> {
  const others = (collection.payments ?? []).filter((each) => each && each.id !== payment.id && !each.canceled_at)
  const authorized = others.reduce((sum, each) => sum + toMinor(each?.amount, currency), amount)
  const total = covers_order ? authorized : Math.max(toMinor(collection.amount, currency), authorized)
  const captured = (payment.captures ?? []).reduce((sum, each) => sum + toMinor(each?.amount, currency), 0)
  // Lowered to what is captured already: nothing is left that a button could capture.
  const isDone = captured > 0 && captured === amount
  // And one that was captured in full has room again.
  const captured_at = isDone ? { captured_at: new Date() } : payment.captured_at ? { captured_at: null } : {}
  const major = (minor: number) => fromMinor(minor)

  await updatePayment(payments, { id: payment.id, amount: major(amount), ...captured_at })
  const amounts: CollectionUpdate = {
    amount: major(total),
    authorized_amount: major(authorized),
    status: isDone && total === amount ? "completed" : authorized < total ? "partially_authorized" : "authorized",
  }
  await payments.updatePaymentCollections(collection.id, amounts)
  const session = (collection.payment_sessions ?? []).find(
    (each) => each?.status === "authorized" && each.provider_id === payment.provider_id
  )
  if (session) {
    await payments.updatePaymentSession({
      id: session.id,
      data: session.data ?? {},
      amount: major(amount),
      currency_code: currency,
    })
  }
}

/** Server-made; the provider trusts nothing else. See `providers/klarna/settlement.ts`. */
interface SettlementContext {
  klarna_settlement: Record<"klarna_order_id" | "medusa_order_id" | "account_id" | "environment" | "region", string>
}

function contextOf({ klarna_order_id, order_id, account_id, environment, region }: KlarnaOrderRow): SettlementContext {
  return { klarna_settlement: { klarna_order_id, medusa_order_id: order_id, account_id, environment, region } }
}

function providerOf({ payment_collections }: OrderForSync): string {
  const providers = (payment_collections ?? []).flatMap((each) => each?.payments ?? []).map((each) => each?.provider_id)
  return providers.find((id) => id?.startsWith("pp_klarna")) ?? "pp_klarna_klarna"
}
