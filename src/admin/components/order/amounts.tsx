import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { remainingOf } from "../../lib/is-open"
import { useOrderWindow } from "../../lib/order-context"
import { useFormat } from "../../lib/use-format"
import { FactRow } from "../shared/fact-row"

/** What Klarna has promised, paid out and given back. */
export function Amounts() {
  const { t } = useTranslation("klarna")
  const { answer } = useOrderWindow()
  const klarna = answer.klarna_order
  const format = useFormat(klarna.purchase_currency)
  const { order_amount, captured_amount, refunded_amount } = klarna
  if (order_amount === null) {
    return (
      <Text size="small" className="text-ui-fg-subtle px-6 py-4">
        {t("amount.unknown")}
      </Text>
    )
  }
  const remaining = remainingOf(answer)
  const captured = `${t("amount.captured")} ${format.amount(captured_amount)}`
  return (
    <div className="flex flex-col py-3">
      <div
        role="progressbar"
        aria-label={t("amount.captured")}
        aria-valuemin={0}
        aria-valuemax={order_amount}
        aria-valuenow={Math.min(captured_amount, order_amount)}
        aria-valuetext={captured}
        className="px-6 pb-2"
      >
        <Bar total={order_amount} captured={captured_amount} refunded={refunded_amount} remaining={remaining} />
      </div>
      <dl>
        <FactRow label={t("amount.authorised")} value={format.amount(order_amount)} />
        <FactRow label={t("amount.captured")} value={format.amount(captured_amount)} dot="bg-ui-tag-green-icon" />
        {refunded_amount > 0 && (
          <FactRow label={t("amount.refunded")} value={format.amount(refunded_amount)} dot="bg-ui-tag-orange-icon" />
        )}
        <FactRow label={t("amount.remaining")} value={format.amount(remaining)} dot="bg-ui-tag-blue-icon" />
      </dl>
    </div>
  )
}

interface Sums {
  total: number
  captured: number
  refunded: number
  remaining: number
}

/** Captured and kept, given back, still to be captured: what is left grey was given up. */
function Bar({ total, captured, refunded, remaining }: Sums) {
  const whole = Math.max(total, captured + remaining, 1)
  const parts: [color: string, amount: number][] = [
    ["bg-ui-tag-green-icon", Math.max(captured - refunded, 0)],
    ["bg-ui-tag-orange-icon", Math.min(refunded, captured)],
    ["bg-ui-tag-blue-icon", remaining],
  ]
  return (
    <div className="bg-ui-bg-component-hover flex h-1.5 w-full gap-x-px overflow-hidden rounded-full">
      {parts.map(([color, amount]) => (
        <div key={color} className={color} style={{ width: `${(amount / whole) * 100}%` }} />
      ))}
    </div>
  )
}
