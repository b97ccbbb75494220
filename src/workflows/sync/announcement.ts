import { contentFingerprint } from "../../mapping/fingerprint"
import type { KlarnaOrderRow } from "../../modules/klarna/types"
import { KlarnaOrderEvents, type KlarnaOrderEventData } from "../klarna-order-events"

export interface Announcement {
  /** What is remembered as told: the attention with its code in front, and the content that is in step. */
  announced: string | null
  events: { name: string; data: KlarnaOrderEventData }[]
}

/** What a row says that was not told yet. An order that is only waiting has nothing to say, a disconnected one neither. */
export function announcementOf(row: KlarnaOrderRow): Announcement {
  const told = toldBy(row.announced)
  if (row.sync_state === "off") return { announced: row.announced, events: [] }
  if (row.sync_state === "needs_attention") {
    const reason = reasonOf(row)
    const events = reason === told.reason ? [] : [event(KlarnaOrderEvents.NEEDS_ATTENTION, row, row.attention_code)]
    return { announced: asText({ ...told, reason }), events }
  }
  const now = { ...told }
  const events = []
  if (told.reason && row.attention_code === null) {
    events.push(event(KlarnaOrderEvents.RECOVERED, row, codeOf(told.reason)))
    now.reason = ""
  }
  const isInStep = row.sync_state === "in_sync" || row.sync_state === "closed"
  if (isInStep && contentOf(row) !== told.content) {
    events.push(event(KlarnaOrderEvents.SYNCED, row, null))
    now.content = contentOf(row)
  }
  return { announced: now.reason || now.content ? asText(now) : null, events }
}

interface Told {
  reason: string
  content: string
}

const toldBy = (announced: string | null): Told => {
  const [reason = "", content = ""] = (announced ?? "").split("|")
  return { reason, content }
}
const asText = ({ reason, content }: Told) => `${reason}|${content}`

/** Klarna's correlation id is a part of it: a second refusal is news, the first one looked at again is not. */
const reasonOf = ({ attention, attention_code, klarna_order_id }: KlarnaOrderRow) =>
  `${attention_code}:${contentFingerprint("attention", attention, klarna_order_id)}`

const codeOf = (reason: string) => reason.split(":")[0]

const contentOf = (row: KlarnaOrderRow) =>
  contentFingerprint(
    "content",
    [row.status, row.order_amount, row.merchant_reference1, row.merchant_reference2, row.acknowledged],
    row.klarna_order_id
  )

function event(name: string, { order_id, klarna_order_id }: KlarnaOrderRow, attention_code: string | null) {
  return { name, data: { order_id, klarna_order_id, attention_code } }
}
