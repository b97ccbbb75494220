import type { ShippingInfo } from "../klarna/types"
import { contentFingerprint } from "./fingerprint"
import { parcelTargets } from "./parcel-targets"
import { parcelFingerprint } from "./parcels"
import { attentionForShippingInfoRefused } from "./plan-attention"
import { isForced, type PlanPart } from "./plan-part"
import { canStillChange } from "./plan-status"
import type { Fingerprint, KlarnaMirror, OrderSnapshot, PlanPolicy, ShippingInfoWrite } from "./types"

/** Klarna takes so many in one call. */
const MOST = 500

/** A parcel that Klarna does not know yet. */
interface News {
  info: ShippingInfo
  fingerprint: Fingerprint
  /** With its target: where it was refused it is not told again. */
  refusable: Fingerprint
  capture_id: string | undefined
}

/**
 * Tracking, each parcel once: for the capture that has its goods, for the order as long as they are not captured. Klarna appends, so what
 * it knows is remembered for good. https://docs.klarna.com/order-management/post-delivery/add-capture-shipping-details/
 */
export function planShipping(order: OrderSnapshot, mirror: KlarnaMirror, policy: PlanPolicy): PlanPart {
  if (policy.operations.shippingInfo === "off" || !takesParcels(mirror)) return {}
  if (mirror.acknowledged.erased || !hasNews(order, mirror)) return {}
  if (!knowsCaptures(mirror)) return { needs_read: true }
  const all = newsOf(order, mirror)
  const refusal = mirror.refused.shipping_info
  const isRefused = ({ refusable }: News) => Boolean(refusal?.parcels?.includes(refusable))
  const refused = isForced(policy, "shipping_info") ? [] : all.filter(isRefused)
  const goesAlong = ({ capture_id }: News) => policy.parcelsGoAlong && capture_id === undefined
  const told = all.filter((each) => !refused.includes(each) && !goesAlong(each))
  return {
    writes: [...new Set(told.map(({ capture_id }) => capture_id))].map((capture_id) =>
      writeFor(capture_id, told.filter((each) => each.capture_id === capture_id).slice(0, MOST), mirror)
    ),
    attention: refusal && refused.length ? [attentionForShippingInfoRefused(refused.length, refusal)] : [],
  }
}

/** Nobody reads of a parcel that nobody pays for. */
const takesParcels = ({ status, captured_amount }: KlarnaMirror): boolean =>
  canStillChange(status) || (status !== "CANCELLED" && captured_amount > 0)

/** Ours are in the ledger, others are learned by a read. */
export const knowsCaptures = ({ captures = [], captured_amount }: KlarnaMirror): boolean =>
  captures.reduce((sum, { amount }) => sum + amount, 0) === captured_amount

const hasNews = (order: OrderSnapshot, mirror: KlarnaMirror): boolean =>
  order.shipments.some(({ parcels }) => parcels.some((parcel) => !isKnown(parcel, mirror)))

function isKnown(parcel: ShippingInfo, { acknowledged, klarna_order_id }: KlarnaMirror): boolean {
  return acknowledged.parcels?.includes(parcelFingerprint(parcel, klarna_order_id)) ?? false
}

function newsOf({ shipments }: OrderSnapshot, mirror: KlarnaMirror): News[] {
  const canStillCapture = canStillChange(mirror.status)
  const targets = parcelTargets(shipments, mirror.captures ?? [], canStillCapture)
  const all = shipments.flatMap(({ id, parcels }) => parcels.map((info) => newsFor(info, targets.get(id), mirror)))
  const first = new Map(all.map((news): [Fingerprint, News] => [news.fingerprint, news]).reverse())
  return all.filter((news) => first.get(news.fingerprint) === news && !isKnown(news.info, mirror))
}

function newsFor(info: ShippingInfo, capture_id: string | undefined, { klarna_order_id: salt }: KlarnaMirror): News {
  const fingerprint = parcelFingerprint(info, salt)
  const refusable = contentFingerprint("parcel_at", { fingerprint, capture_id }, salt)
  return { info, fingerprint, refusable, capture_id }
}

function writeFor(capture_id: string | undefined, news: News[], { klarna_order_id }: KlarnaMirror): ShippingInfoWrite {
  const told = news.map(({ fingerprint }) => fingerprint)
  return {
    kind: "shipping_info",
    fingerprint: contentFingerprint("shipping_info", { capture_id, told }, klarna_order_id),
    ...(capture_id && { capture_id }),
    parcels: news.map(({ info }) => info),
    told,
    refusable: news.map(({ refusable }) => refusable),
  }
}
