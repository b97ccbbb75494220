import i18next from "i18next"
import en from "../i18n/json/en.json"
import type { T } from "../lib/describe"
import { formatAmount, formatCountry, formatDate, formatList, formatTime } from "../lib/format"
import type { AdminKlarnaActionResponse, AdminKlarnaOrderResponse } from "../lib/types"
import type { Format } from "../lib/use-format"

/** The window's own words, as a merchant reads them in English. */
export async function inWords(): Promise<{ t: T; format: Format }> {
  const i18n = i18next.createInstance()
  await i18n.init({ lng: "en", resources: { en: { klarna: en } }, interpolation: { escapeValue: false } })
  const format = {
    amount: (minor: number | null) => formatAmount(minor, "EUR", "en"),
    date: (iso: string | null) => formatDate(iso, "en"),
    time: (iso: string | null) => formatTime(iso, "en"),
    country: (code: string) => formatCountry(code, "en"),
    list: (parts: string[]) => formatList(parts, "en"),
  }
  return { t: i18n.getFixedT("en", "klarna") as unknown as T, format }
}

type Klarna = AdminKlarnaOrderResponse["klarna_order"]
type Sync = AdminKlarnaActionResponse["sync"]

/** What the store answers about an order, as far as the words depend on it. */
export function answerOf(klarna: Partial<Klarna>, preview: AdminKlarnaOrderResponse["preview"] = null) {
  const amounts = { order_amount: 10000, captured_amount: 0, refunded_amount: 0, purchase_currency: "EUR" }
  return { klarna_order: { ...amounts, ...klarna }, preview } as AdminKlarnaOrderResponse
}

export const doneWith = (sync: Partial<Sync>) =>
  ({ ...answerOf({}), sync: { result: "in_sync", rounds: 1, writes: [], ...sync } }) as AdminKlarnaActionResponse
