import type { Order, OrderLine, OrderStatus } from "../../klarna/types"
import { sumOf } from "../validation/arithmetic"
import type { Seed } from "./seed-body"

export type Sums = Pick<
  Order,
  | "status"
  | "order_amount"
  | "original_order_amount"
  | "captured_amount"
  | "refunded_amount"
  | "remaining_authorized_amount"
>

/** Sums that agree with the status, the captures and the refunds that were given. */
export function seededSums(seed: Seed, lines: OrderLine[]): Sums {
  const order_amount = seed.order_amount ?? sumOf(lines)
  const captured_amount = seed.captured_amount ?? seededCaptured(seed, order_amount)
  const status = seed.status ?? statusOf(captured_amount, order_amount)
  const open = status === "AUTHORIZED" || status === "PART_CAPTURED"
  return {
    status,
    order_amount,
    original_order_amount: seed.original_order_amount ?? order_amount,
    captured_amount,
    refunded_amount: seed.refunded_amount ?? sum(seed.refunds, "refunded_amount"),
    remaining_authorized_amount: seed.remaining_authorized_amount ?? (open ? order_amount - captured_amount : 0),
  }
}

function seededCaptured({ captures, status }: Seed, order_amount: number): number {
  if (captures) return sum(captures, "captured_amount")
  if (status === "CAPTURED") return order_amount
  return status === "PART_CAPTURED" ? Math.floor(order_amount / 2) : 0
}

const statusOf = (captured: number, total: number): OrderStatus =>
  captured === 0 ? "AUTHORIZED" : captured < total ? "PART_CAPTURED" : "CAPTURED"

const sum = (parts: Record<string, unknown>[] | undefined, field: string) =>
  (parts ?? []).reduce((total, part) => total + Number(part[field] ?? 0), 0)
