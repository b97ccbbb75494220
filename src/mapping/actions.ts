import type { FraudStatus, OrderStatus } from "../klarna/types"
import type { AttentionCode } from "./types"

/** What a merchant can do with a Klarna order; each has a route of its own. */
export type KlarnaAction =
  | "sync"
  | "refresh"
  | "references"
  | "resend_address"
  | "update_amount"
  | "cancel"
  | "extend"
  | "capture_remaining"
  | "release"
  | "disconnect"
  | "reconnect"
  | "acknowledge_attention"
  | "refund_missing"
  | "revert_edit"

/** Why an action cannot work as things stand. */
export type KlarnaActionObstacle =
  | "account_missing"
  | "already_connected"
  | "already_seen"
  | "cancelled"
  | "captured"
  | "closed"
  | "disconnected"
  | "expired"
  | "fraud_pending"
  | "klarna_order_missing"
  | "nothing_captured"
  | "nothing_to_look_at"
  | "nothing_to_revert"
  | "nothing_to_refund"

/** `null`: it can be done now. */
export type KlarnaActions = Record<KlarnaAction, KlarnaActionObstacle | null>

/** What decides which actions can work: Klarna's order as it is remembered, and a little of Medusa's. */
export interface ActionSituation {
  /** Null before Klarna was read for the first time. */
  status: OrderStatus | null
  fraud_status: FraudStatus | null
  attention_code: AttentionCode | null
  is_attention_seen: boolean
  is_off: boolean
  has_account: boolean
  /** What was not captured has been given up, whatever Klarna calls the order since. */
  is_released: boolean
  /** In Medusa. */
  is_order_canceled: boolean
  /** Captured with Klarna by Medusa's account, and not refunded. */
  is_anything_unrefunded: boolean
  has_confirmed_edit: boolean
}

type Obstacle = KlarnaActionObstacle | null

/** Attention that undoing the last edit may end: Klarna does not go along with the order's amount. */
const OF_AN_EDIT: readonly AttentionCode[] = [
  "amount_refused",
  "below_captured",
  "increase_not_eligible",
  "increase_refused",
  "not_covered",
]

/** Of several obstacles the one that has to go first. */
export function actionsOf(now: ActionSituation): KlarnaActions {
  const unreachable = first(!now.has_account && "account_missing", now.is_off && "disconnected")
  const unwritable = unreachable ?? (now.attention_code === "klarna_order_missing" ? "klarna_order_missing" : null)
  const ended = unwritable ?? endOf(now)
  return {
    sync: unreachable,
    refresh: unreachable,
    // Typed for a disconnected order too: they are kept, and told when it is reconnected.
    references: first(!now.has_account && "account_missing", now.status === "CANCELLED" && "cancelled"),
    resend_address: ended ?? canceledIn(now),
    update_amount: ended ?? canceledIn(now) ?? first(now.fraud_status === "PENDING" && "fraud_pending"),
    cancel: ended,
    extend: ended ?? canceledIn(now),
    capture_remaining: ended ?? canceledIn(now) ?? first(now.fraud_status === "PENDING" && "fraud_pending"),
    release: ended ?? first(now.status !== "PART_CAPTURED" && "nothing_captured"),
    disconnect: first(now.is_off && "disconnected"),
    reconnect: first(!now.is_off && "already_connected", !now.has_account && "account_missing"),
    acknowledge_attention: first(!now.attention_code && "nothing_to_look_at", now.is_attention_seen && "already_seen"),
    refund_missing: first(
      !now.has_account && "account_missing",
      !(now.is_order_canceled && now.is_anything_unrefunded) && "nothing_to_refund"
    ),
    revert_edit: canRevert(now) ? null : "nothing_to_revert",
  }
}

/** Klarna takes no change of amount, address or time any more, and nothing is reserved that could be given up. */
function endOf({ status, is_released }: ActionSituation): Obstacle {
  switch (status) {
    case "CAPTURED":
      return "captured"
    case "CANCELLED":
      return "cancelled"
    case "EXPIRED":
      return "expired"
    case "CLOSED":
      return "closed"
    default:
      return is_released ? "captured" : null
  }
}

const canceledIn = ({ is_order_canceled }: ActionSituation): Obstacle => (is_order_canceled ? "cancelled" : null)

function canRevert({ attention_code, has_confirmed_edit, is_order_canceled }: ActionSituation): boolean {
  return attention_code !== null && OF_AN_EDIT.includes(attention_code) && has_confirmed_edit && !is_order_canceled
}

const first = (...obstacles: (KlarnaActionObstacle | false)[]): Obstacle => obstacles.find(Boolean) || null
