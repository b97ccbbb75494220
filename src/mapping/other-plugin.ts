import type { Order, OrderLine } from "../klarna/types"
import { acknowledgedByRead } from "./acknowledged"
import type { OrderForSync, OrderPayment } from "./order-fields"
import { parcelFingerprint } from "./parcels"
import type { Acknowledged, OrderSnapshot, SyncPlan } from "./types"

/*
 * A Klarna order that another plugin made becomes ours. What counts as a difference then is what a merchant would call one: the other
 * plugin named lines its own way, and telling Klarna our names for the same goods would put every adopted order through a credit check.
 */

/** Where another plugin keeps the id of Klarna's order in a payment: `data.order_id`, `data.klarna.id`. */
export function klarnaOrderIdAt(data: unknown, path: string): string | undefined {
  const value = path
    .split(".")
    .reduce<unknown>(
      (at, key) => (typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined),
      {
        data,
      }
    )
  return typeof value === "string" && /^[\w-]{1,64}$/.test(value) ? value : undefined
}

/** `pp_*klarna*` fits `pp_other-klarna_main`. */
export const fitsPattern = (provider_id: string, pattern: string): boolean =>
  new RegExp(`^${pattern.split("*").map(literal).join(".*")}$`).test(provider_id)

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")

/** The payments of an order that stand for this Klarna order: more than one, where an edit voided the first. */
export const paymentsToHandOver = (
  { payment_collections }: Pick<OrderForSync, "payment_collections">,
  { klarna_order_id, path, provider }: { klarna_order_id: string; path: string; provider: string }
): OrderPayment[] =>
  (payment_collections ?? [])
    .flatMap((collection) => collection?.payments ?? [])
    .filter((payment) => payment !== null)
    .filter(
      ({ provider_id, data }) =>
        fitsPattern(provider_id ?? "", provider) && klarnaOrderIdAt(data, path) === klarna_order_id
    )

/** The order as it will be once these payments are ours. */
export function asHandedOver(
  order: OrderForSync,
  { payment_ids, provider_id, data }: { payment_ids: string[]; provider_id: string; data: Record<string, unknown> }
): OrderForSync {
  const ours = (payment: OrderPayment | null) =>
    payment && payment_ids.includes(payment.id)
      ? { ...payment, provider_id, data: { ...payment.data, ...data } }
      : payment
  return {
    ...order,
    payment_collections: (order.payment_collections ?? []).map(
      (collection) => collection && { ...collection, payments: (collection.payments ?? []).map(ours) }
    ),
  }
}

/** What Klarna has. That the order arrived was acknowledged by whoever made it. */
export const acknowledgedAtAdoption = (order: Order): Acknowledged => ({ ...acknowledgedByRead(order), order: true })

/**
 * What need not be told, as if it had been: our lines where they are the same goods for the same money as Klarna's, and parcels that
 * left before. Undefined: nothing.
 */
export function asGoodAsTold(
  { writes, held }: Pick<SyncPlan, "writes" | "held">,
  { shipments }: Pick<OrderSnapshot, "shipments">,
  order: Order
): Pick<Acknowledged, "lines" | "parcels"> | undefined {
  const write = [...writes, ...held].find((each) => each.kind === "authorization")
  const isSame =
    write?.kind === "authorization" &&
    write.order_amount === order.order_amount &&
    isSameMoney(write.order_lines, order.order_lines)
  const parcels = shipments.flatMap((shipment) =>
    shipment.parcels.map((each) => parcelFingerprint(each, order.order_id))
  )
  if (!isSame && !parcels.length) return undefined
  return { ...(isSame && { lines: write.fingerprint }), ...(parcels.length > 0 && { parcels }) }
}

/** Quantities and amounts, whatever they are called and in whatever order. */
function isSameMoney(ours: OrderLine[], klarnas: OrderLine[]): boolean {
  const moneyOf = (lines: OrderLine[]) =>
    lines
      .filter(({ total_amount }) => total_amount !== 0)
      .map(({ quantity, total_amount }) => `${quantity} for ${total_amount}`)
      .sort()
      .join()
  return moneyOf(ours) === moneyOf(klarnas)
}

/** That an authorisation ends soon is no difference between the two: it is the clock's, as for any other order. */
const OF_THE_CLOCK = ["extend", "expires_soon"]

/** In what an order differs from Klarna's: kinds of writes, and what a person would have to look at. Empty: in sync. */
export const differencesIn = ({ writes, held, attention }: SyncPlan): string[] => {
  const differences = [...[...writes, ...held].map(({ kind }) => kind), ...attention.map(({ code }) => code)]
  return [...new Set<string>(differences)].filter((each) => !OF_THE_CLOCK.includes(each))
}
