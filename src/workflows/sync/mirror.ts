import type { Order } from "../../klarna/types"
import { acknowledgedByRead, keepingParcels, partToldBy } from "../../mapping/acknowledged"
import { withoutLate } from "../../mapping/late"
import type { Acknowledged, KlarnaMirror, WriteKind } from "../../mapping/types"
import type { KlarnaOrderPatch, KlarnaOrderRow } from "../../modules/klarna/types"

/** A row as the planner sees it. Only for rows that were read at least once. */
export function mirrorOf(row: KlarnaOrderRow): KlarnaMirror {
  return {
    klarna_order_id: row.klarna_order_id,
    status: row.status ?? "AUTHORIZED",
    fraud_status: row.fraud_status ?? "ACCEPTED",
    order_amount: row.order_amount ?? 0,
    captured_amount: row.captured_amount,
    refunded_amount: row.refunded_amount,
    purchase_country: row.purchase_country ?? "",
    purchase_currency: row.purchase_currency ?? "",
    payment_method: row.payment_method ?? undefined,
    expires_at: row.expires_at?.toISOString(),
    references: {
      merchant_reference1: row.merchant_reference1 ?? "",
      merchant_reference2: row.merchant_reference2 ?? "",
    },
    acknowledged: row.acknowledged as Acknowledged,
    refused: row.refused as KlarnaMirror["refused"],
  }
}

/** What an accepted write changed, as columns. */
export function patchOf(mirror: KlarnaMirror): KlarnaOrderPatch {
  return {
    status: mirror.status,
    order_amount: mirror.order_amount,
    merchant_reference1: mirror.references.merchant_reference1 ?? "",
    merchant_reference2: mirror.references.merchant_reference2 ?? "",
    acknowledged: mirror.acknowledged,
    refused: mirror.refused,
  }
}

/**
 * A process ended with the order in its hands: Klarna may have accepted what the mirror does not say. Lines and addresses are compared
 * with Klarna's own answer from then on, not with what we believed it had.
 */
export function mirrorInDoubt({ acknowledged }: KlarnaOrderRow): Pick<KlarnaOrderPatch, "doubtful" | "acknowledged"> {
  const { order, released, extended, parcels, late, erased } = acknowledged as Acknowledged
  return { doubtful: true, acknowledged: { order, released, extended, parcels, late, erased } }
}

/** A merchant does not believe what we remember: of these kinds Klarna's own answer counts. */
export function mirrorForgetting({ acknowledged }: KlarnaOrderRow, kinds: WriteKind[]) {
  const forgotten = kinds.map((kind) => partToldBy[kind])
  const kept = Object.entries(acknowledged as Acknowledged).filter(([part]) => !forgotten.some((each) => each === part))
  return { doubtful: true, acknowledged: Object.fromEntries(kept) } satisfies KlarnaOrderPatch
}

/**
 * What a read of Klarna's order changes in the mirror. What Klarna acknowledged stays as it was sent (Klarna may spell an address its
 * own way), except where the read contradicts it: another amount means other lines.
 */
export function patchOfRead(row: KlarnaOrderRow, order: Order, known: Acknowledged | undefined): KlarnaOrderPatch {
  const read = acknowledgedByRead(order)
  const remembered = withoutLate(row.acknowledged as Acknowledged, new Date())
  const all = { ...read, ...known, ...remembered, ...keepingParcels(remembered, read) }
  const acknowledged = remembered.erased ? withoutPerson(all) : all
  const contradicted = row.read_at !== null && order.order_amount !== row.order_amount
  return {
    klarna_reference: order.klarna_reference ?? null,
    status: order.status,
    fraud_status: order.fraud_status,
    order_amount: order.order_amount,
    original_order_amount: order.original_order_amount,
    captured_amount: order.captured_amount,
    refunded_amount: order.refunded_amount,
    purchase_currency: order.purchase_currency.toUpperCase(),
    purchase_country: order.purchase_country.toUpperCase(),
    payment_method: order.initial_payment_method?.type ?? null,
    merchant_reference1: order.merchant_reference1 ?? "",
    merchant_reference2: order.merchant_reference2 ?? "",
    expires_at: order.expires_at ? new Date(order.expires_at) : null,
    read_at: new Date(),
    doubtful: false,
    acknowledged: contradicted ? { ...acknowledged, lines: read.lines } : acknowledged,
  }
}

/** A read brings nothing back that was erased. */
function withoutPerson({ shipping: _, billing: __, parcels: ___, ...rest }: Acknowledged): Acknowledged {
  return rest
}
