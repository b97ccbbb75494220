import { useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { eachOf } from "./each-of"
import { sentenceOf } from "./errors"
import { helps } from "./helps"
import { klarnaKeys } from "./keys"
import type { AdminKlarnaOrderListItem } from "./types"
import { type ActionRequest, postAction } from "./use-klarna-action"

export type BulkKind = "send_again" | "seen"

export interface BulkProgress {
  kind: BulkKind
  total: number
  done: number
  /** Of those that were done: what still needs somebody's look. */
  open: number
  failures: { order: AdminKlarnaOrderListItem; reason: string }[]
}

/** Few enough that Klarna's limits are nowhere near. */
const AT_ONCE = 3

/** The same action for many orders, with its progress; what fails does not stop the rest. */
export function useBulk() {
  const { t } = useTranslation("klarna")
  const queries = useQueryClient()
  const [progress, setProgress] = useState<BulkProgress>()
  const isRunning = Boolean(progress && progress.done < progress.total)

  const run = async (kind: BulkKind, orders: AdminKlarnaOrderListItem[]) => {
    setProgress({ kind, total: orders.length, done: 0, open: 0, failures: [] })
    const count = (change: (now: BulkProgress) => Partial<BulkProgress>) =>
      setProgress((now) => now && { ...now, ...change(now), done: now.done + 1 })
    await eachOf(orders, AT_ONCE, async (order) => {
      try {
        const { klarna_order } = await postAction(order.order_id, requestFor(kind, order))
        count(({ open }) => ({ open: open + Number(klarna_order.sync_state === "needs_attention") }))
      } catch (error) {
        const reason = sentenceOf(error as Error, t)
        count(({ failures }) => ({ failures: [...failures, { order, reason }] }))
      }
    })
    await queries.invalidateQueries({ queryKey: klarnaKeys.all })
  }
  return { run, isRunning, progress, forget: () => setProgress(undefined) }
}

/** Sending again is what helps with this trouble; it never refunds and never changes the order. */
function requestFor(kind: BulkKind, { attention_code }: AdminKlarnaOrderListItem): ActionRequest {
  if (kind === "seen") return { action: "acknowledge_attention" }
  const help = attention_code && helps[attention_code]?.find(({ action }) => !NOT_IN_BULK.includes(action))
  return help ? { action: help.action, body: help.body } : { action: "sync" }
}

const NOT_IN_BULK: ActionRequest["action"][] = ["refund_missing", "revert_edit"]
