import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { formatDate } from "../lib/format"
import type { KlarnaOrderResponse } from "../lib/klarna-order"

/** Why changes do not reach Klarna by themselves: the order is disconnected, or an operation is sent by hand. */
export function NotSent({ klarna }: { klarna: KlarnaOrderResponse["klarna_order"] }) {
  const { t, i18n } = useTranslation("klarna")
  const { off_at, off_by, notes } = klarna
  const off = off_at && t(off_by ? "offBy" : "offSince", { when: formatDate(off_at, i18n.language), who: off_by })
  const kinds = (notes ?? []).filter(({ code }) => code === "manual").map(({ kind }) => t(`kind.${kind}`))
  const why = off || (kinds.length > 0 && t("waiting", { kinds: kinds.join(", ") }))
  if (!why) return null
  return (
    <Text size="small" className="text-ui-fg-subtle px-6 py-4">
      {why}
    </Text>
  )
}
