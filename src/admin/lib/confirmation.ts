import type { T } from "./describe"
import type { ActionRequest } from "./use-klarna-action"
import type { AdminKlarnaOrderResponse } from "./types"
import type { Format } from "./use-format"

export interface Confirmation {
  title: string
  description: string
  confirmText: string
  cancelText: string
  variant: "danger" | "confirmation"
}

/** What is asked before an action that cannot be taken back; undefined: it is done at once. Amounts are what is given up or paid out. */
export function confirmationOf(
  { action, body }: ActionRequest,
  { klarna_order, preview }: AdminKlarnaOrderResponse,
  isCanceled: boolean,
  t: T,
  format: Format
): Confirmation | undefined {
  const { order_amount, captured_amount, refunded_amount } = klarna_order
  const remaining = format.amount(Math.max((order_amount ?? 0) - captured_amount, 0))
  const ask = (key: string, amount: string, variant: Confirmation["variant"] = "danger"): Confirmation => ({
    title: t(`confirm.${key}.title`),
    description: t(`confirm.${key}.text`, { amount }),
    confirmText: t(`confirm.${key}.yes`),
    cancelText: t("confirm.no"),
    variant,
  })
  switch (action) {
    case "cancel":
      return ask(isCanceled ? "cancel_at_klarna" : "cancel", remaining)
    case "capture_remaining":
      return ask("capture_remaining", remaining, "confirmation")
    case "release":
      return ask("release", remaining)
    case "refund_missing":
      return ask("refund_missing", format.amount(captured_amount - refunded_amount))
    case "disconnect":
      return ask("disconnect", remaining, "confirmation")
    case "sync": {
      const sent = [...(preview?.writes ?? []).map(({ kind }) => kind), ...(body?.force ?? [])]
      if (sent.includes("cancel")) return ask("cancel_at_klarna", remaining)
      return sent.includes("release") ? ask("release", remaining) : undefined
    }
    default:
      return undefined
  }
}
