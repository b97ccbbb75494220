import { clx, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { describeOperation, describeTrigger } from "../../lib/describe"
import { useOrderWindow } from "../../lib/order-context"
import type { AdminKlarnaOperation, Outcome } from "../../lib/types"
import { useFormat } from "../../lib/use-format"
import { CopyId } from "../shared/copy-id"

const DOTS: Record<Outcome | "open", string> = {
  accepted: "bg-ui-tag-green-icon",
  refused: "bg-ui-tag-red-icon",
  unknown: "bg-ui-tag-orange-icon",
  failed: "bg-ui-tag-orange-icon",
  superseded: "bg-ui-tag-neutral-icon",
  open: "bg-ui-tag-blue-icon",
}

/** These are decisions of ours: nobody accepted them. */
const DECISIONS = [
  "acknowledge_attention",
  "billing_fallback",
  "disconnect",
  "rearm_billing",
  "reconnect",
  "revert_edit",
]

/** What, what came of it, who, when; after a no also why. */
export function TimelineEntry({ operation }: { operation: AdminKlarnaOperation }) {
  const { t } = useTranslation("klarna")
  const { answer } = useOrderWindow()
  const format = useFormat(answer.klarna_order.purchase_currency)
  const { kind, trigger, created_at, error_code, error_messages, correlation_id } = operation
  const outcome = operation.outcome ?? "open"
  const about = describeOperation(operation, t, format)
  const words = [error_code, ...(error_messages ?? [])].filter(Boolean).join(": ")
  const isDecision = DECISIONS.includes(kind)
  const name = t(`kind.${kind}`, { defaultValue: kind })
  return (
    <li className="grid grid-cols-[8px_1fr] gap-x-2">
      <span className={clx("mt-1.5 size-2 rounded-sm", isDecision ? DOTS.superseded : DOTS[outcome])} aria-hidden />
      <div className="flex min-w-0 flex-col gap-y-0.5">
        <Text size="small" leading="compact" weight="plus">
          {isDecision ? name : t("timeline.what", { kind: name, outcome: t(`outcome.${outcome}`) })}
        </Text>
        {about && (
          <Text size="xsmall" className="text-ui-fg-subtle break-words">
            {about}
          </Text>
        )}
        {words && (
          <Text size="xsmall" className="text-ui-fg-subtle break-words">
            {t("attention.klarna_says", { words })}
          </Text>
        )}
        <Text size="xsmall" className="text-ui-fg-subtle">
          {t("timeline.who", { who: describeTrigger(trigger, answer.users, t), when: format.time(created_at) })}
        </Text>
        {correlation_id && <CopyId label={t("correlation_id")} id={correlation_id} />}
      </div>
    </li>
  )
}
