import type { Address } from "../../src/klarna/types"
import { klarnaAddress } from "../../src/mapping/address"
import { toMinor } from "../../src/mapping/money"
import { ORDER_FIELDS, type OrderForSync } from "../../src/mapping/order-fields"
import { merchantReferences } from "../../src/mapping/references"
import { targetAmount } from "../../src/mapping/target-amount"
import type KlarnaModuleService from "../../src/modules/klarna/service"
import type { KlarnaOrderRow } from "../../src/modules/klarna/types"
import { differencesOfReads } from "../store/both-reads"
import { parcelsOf } from "./deeds/shipment"
import type { Evidence } from "./evidence"
import type { History } from "./history"
import { klarnaPaymentsOf } from "./klarna-payments"
import { mostThatMayMove } from "./most-that-may-move"

/** Looks at Medusa, at Klarna, at the plugin's memory and at Klarna's log. */
export async function observe(history: History): Promise<Evidence> {
  const { klarna, order, portal, moneyTimes, offTimes } = history
  const row = await rowOf(history)
  if (!row) throw new Error("Nobody has heard of this order")
  const calls = (await klarna.requests()).filter(({ path }) => path.includes(`/orders/${order.klarnaId}`))
  return {
    medusa: await medusaSide(history, row),
    klarna: await klarnaSide(history),
    row: {
      state: row.sync_state,
      code: row.attention_code,
      attention: (row.attention ?? []) as Evidence["row"]["attention"],
      notes: (row.notes ?? []) as Evidence["row"]["notes"],
      isAtRest: isAtRest(row),
    },
    operations: await operationsOf(history),
    calls,
    moneyTimes,
    offTimes,
    mostCaptured: mostThatMayMove(history.captures) + portal.captured,
    mostRefunded: mostThatMayMove(history.refunds) + portal.refunded,
  }
}

export const rowOf = ({ knex, order }: Pick<History, "knex" | "order">): Promise<KlarnaOrderRow | undefined> =>
  knex("klarna_order").where({ klarna_order_id: order.klarnaId }).first()

/** Nobody holds it, wishes anything of it or is to come back to it. An order of which nobody heard is none. */
export const isAtRest = (row: KlarnaOrderRow | undefined): boolean =>
  row !== undefined && row.dirty === 0 && row.lease_token === null && row.next_attempt_at === null

async function medusaSide(history: History, row: KlarnaOrderRow): Promise<Evidence["medusa"]> {
  const { container, order } = history
  const { data } = await container
    .resolve("query")
    .graph({ entity: "order", fields: ORDER_FIELDS, filters: { id: order.id } })
  const differences = await differencesOfReads(container, order.id)
  if (differences.length) throw new Error(`The plugin reads another order than Medusa: ${differences.join("; ")}`)
  // What these fields answer is written down in order-fields.ts; the generated types know less.
  const now = data[0] as unknown as OrderForSync
  const payments = await klarnaPaymentsOf(history)
  const { options } = container.resolve<KlarnaModuleService>("klarna")
  const minor = (amount: number) => toMinor(amount, order.currency)
  const captured = minor(payments.reduce((sum, payment) => sum + payment.captured, 0))
  const refunded = minor(payments.reduce((sum, payment) => sum + payment.refunded, 0))
  const live = payments.filter(({ isLive, isCapturedInFull }) => isLive && !isCapturedInFull)
  return {
    isCanceled: now.status === "canceled",
    ...amounts(now, order.klarnaId, { captured, refunded }),
    captured,
    refunded,
    owed: Math.max(toMinor(now.summary?.pending_difference, order.currency), 0),
    held: minor(live.reduce((sum, payment) => sum + payment.amount - payment.captured, 0)),
    goods: goodsOf(now),
    shippingAddress: klarnaAddress(now.shipping_address, now.email) as Address,
    billingAddress: klarnaAddress(now.billing_address) as Address,
    references: merchantReferences(options.references, now, row.wanted_references ?? undefined),
    parcels: await parcelsOf(history),
  }
}

function goodsOf({ items }: OrderForSync): Record<string, number> | undefined {
  const lines = (items ?? []).filter((item) => item !== null)
  const isReturned = ({ detail }: (typeof lines)[number]) =>
    Number(detail?.return_requested_quantity ?? 0) + Number(detail?.return_received_quantity ?? 0) > 0
  if (lines.some(isReturned)) return undefined
  return Object.fromEntries(lines.map(({ id, detail }) => [id, Number(detail?.quantity ?? 0)]))
}

/**
 * Where nothing was given back or asked back, Klarna is to hold what Medusa says that the order costs: no thought of the plugin's is
 * needed for that. Else the plugin's own account of what is still to be paid stands in, which has its own tests.
 */
function amounts(order: OrderForSync, klarnaId: string, moved: { captured: number; refunded: number }) {
  const { target_amount, requested_back, overcaptured } = targetAmount(order, klarnaId)
  const total = toMinor(order.total, order.currency_code)
  const isSimple = moved.refunded === 0 && moved.captured <= total && requested_back === 0
  return { target: isSimple ? total : target_amount, requestedBack: requested_back, overcaptured }
}

async function klarnaSide({ klarna, order }: History): Promise<Evidence["klarna"]> {
  const now = await klarna.order(order.klarnaId)
  const { merchant_reference1, merchant_reference2 } = now
  // In Medusa the mail address is the order's own; it travels with the shipping address.
  const { email: _, ...billingAddress } = now.billing_address ?? {}
  return {
    status: now.status,
    fraudStatus: now.fraud_status,
    amount: now.order_amount,
    linesTotal: now.order_lines.reduce((sum, { total_amount }) => sum + total_amount, 0),
    goods: Object.fromEntries(
      now.order_lines
        .filter(({ merchant_data }) => merchant_data?.startsWith("ordli_"))
        .map(({ merchant_data, quantity }) => [merchant_data, quantity])
    ),
    captured: now.captured_amount,
    refunded: now.refunded_amount,
    remaining: now.remaining_authorized_amount,
    shippingAddress: now.shipping_address ?? {},
    billingAddress,
    references: { merchant_reference1, merchant_reference2 },
    parcels: [now, ...now.captures].flatMap(({ shipping_info }) =>
      (shipping_info ?? []).map(({ tracking_number }) => tracking_number ?? "")
    ),
  }
}

async function operationsOf({ knex, order }: History): Promise<Evidence["operations"]> {
  const rows = await knex("klarna_operation").where({ klarna_order_id: order.klarnaId }).orderBy("created_at")
  return rows.map(({ kind, idempotency_key, outcome }) => ({ kind, key: idempotency_key, outcome }))
}
