import type { useTranslation } from "react-i18next"
import type { AdminKlarnaOperation, AdminKlarnaUser, WriteInShort } from "./types"
import type { Format } from "./use-format"

export type T = ReturnType<typeof useTranslation>["t"]

/** What a write tells Klarna, in a few words: "Amount from 100,00 to 120,00 (3 lines)". */
export function describeWrite({ kind, asked }: WriteInShort, t: T, format: Format): string {
  const amount = (key: string) => format.amount(Number(asked[key] ?? 0))
  switch (kind) {
    case "authorization":
      return asked.order_amount === asked.previous_amount
        ? t("write.lines", { count: Number(asked.lines ?? 0) })
        : t("write.amount", { from: amount("previous_amount"), to: amount("order_amount") })
    case "shipping_address":
    case "billing_address":
      return t(`write.${kind}`, { fields: fieldNames(asked.fields, t, format) })
    case "references":
      return format.list(Object.entries(asked).map(([field, value]) => describeReference(field, value, t)))
    case "cancel":
      return t("write.cancel", { amount: amount("order_amount") })
    case "release":
      return t("write.release", { amount: amount("released_amount") })
    case "extend":
      return t("write.extend", { date: format.date(String(asked.expires_at)) })
    case "shipping_info":
      return t("write.parcels", { count: Number(asked.parcels ?? 0) })
    case "acknowledge":
      return t("write.acknowledge")
  }
}

const describeReference = (field: string, value: unknown, t: T) =>
  value
    ? t("write.reference", { field: fieldName(field, t), value })
    : t("write.reference_cleared", { field: fieldName(field, t) })

function fieldNames(fields: unknown, t: T, format: Format): string {
  return Array.isArray(fields) ? format.list(fields.map((field) => fieldName(String(field), t))) : ""
}

/** `shipping_address.city` and `city` have a name; one that Klarna adds keeps its own. */
export function fieldName(field: string, t: T): string {
  const [address, part] = field.split(".")
  const name = t(`field.${part ?? address}`, { defaultValue: (part ?? address).replace(/_/g, " ") })
  return part ? t("field.of_address", { field: name, address: t(`field.${address}`) }) : name
}

const PLANNED = [
  "authorization",
  "shipping_address",
  "billing_address",
  "references",
  "cancel",
  "release",
  "shipping_info",
]

/** What an operation of the ledger was about; undefined where its name says it all. */
export function describeOperation({ kind, asked }: AdminKlarnaOperation, t: T, format: Format): string | undefined {
  if (kind === "capture") return format.amount(Number(asked.captured_amount))
  if (kind === "refund") return format.amount(Number(asked.refunded_amount))
  if (!PLANNED.includes(kind) || Object.keys(asked).length === 0) return undefined
  return describeWrite({ kind, asked } as WriteInShort, t, format)
}

/** `user:<id>`, `event:<name>`, `job` ... as people say it. */
export function describeTrigger(trigger: string, users: AdminKlarnaUser[], t: T): string {
  const [what, ...rest] = trigger.split(":")
  const which = rest.join(":")
  if (what === "user") return userName(which, users, t)
  if (what === "event") return t(`event.${which.replace(/\W/g, "_")}`, { defaultValue: t("trigger.event") })
  return t(`trigger.${what.replace(/\W/g, "_")}`, { defaultValue: t("trigger.workflow") })
}

export const userName = (id: string, users: AdminKlarnaUser[], t: T) =>
  users.find((user) => user.id === id)?.name ?? t("trigger.user")
