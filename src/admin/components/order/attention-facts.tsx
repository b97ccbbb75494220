import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { fieldName } from "../../lib/describe"
import { useOrderWindow } from "../../lib/order-context"
import type { Attention } from "../../lib/types"
import { useFormat } from "../../lib/use-format"

const AMOUNTS = ["amount", "missing", "target_amount", "order_amount", "captured_amount", "in_medusa", "at_klarna"]

/** The amounts and fields that it is about, where the sentence itself does not name them. */
export function AttentionFacts({ attention: { details } }: { attention: Attention }) {
  const { t } = useTranslation("klarna")
  const format = useFormat(useOrderWindow().answer.klarna_order.purchase_currency)
  const fields = Array.isArray(details?.fields) ? details.fields : []
  const facts = AMOUNTS.flatMap((key) => {
    const value = details?.[key]
    return typeof value === "number" ? [[t(`detail.${key}`), format.amount(value)]] : []
  })
  if (fields.length) facts.push([t("detail.fields"), format.list(fields.map((field) => fieldName(field, t)))])
  if (!facts.length) return null
  return (
    <dl className="flex flex-col gap-y-0.5">
      {facts.map(([label, value]) => (
        <div key={label} className="flex justify-between gap-x-4">
          <dt>
            <Text size="xsmall" className="text-ui-fg-subtle">
              {label}
            </Text>
          </dt>
          <dd>
            <Text size="xsmall">{value}</Text>
          </dd>
        </div>
      ))}
    </dl>
  )
}
