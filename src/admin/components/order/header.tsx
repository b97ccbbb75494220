import { Badge, Heading } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useOrderWindow } from "../../lib/order-context"
import { isHeld } from "../../lib/use-klarna-order"
import { EnvironmentBadge, FraudBadge, KlarnaStatusBadge, StateBadge } from "../shared/badges"
import { ActionsMenu } from "./actions-menu"

/** What the order is at Klarna, at a glance, and the menu. */
export function Header() {
  const { t } = useTranslation("klarna")
  const { answer } = useOrderWindow()
  const { klarna_order: klarna } = answer
  const held = isHeld(answer)
  const method = klarna.payment_method
  return (
    <div className="flex items-start justify-between gap-x-2 px-6 py-4">
      <div className="flex flex-col gap-y-2">
        <div className="flex flex-wrap items-center gap-2">
          <Heading level="h2">{t("title")}</Heading>
          <StateBadge klarna={klarna} isHeld={held} />
        </div>
        <div className="flex flex-wrap gap-1">
          <KlarnaStatusBadge status={klarna.status} />
          <FraudBadge fraud={klarna.fraud_status} />
          {method && <Badge size="2xsmall">{t(`method.${method}`, { defaultValue: method })}</Badge>}
          <EnvironmentBadge environment={klarna.environment} />
        </div>
      </div>
      <ActionsMenu />
      <p role="status" className="sr-only">
        {t("announce", { state: t(`state.${held ? "waits_for_you" : klarna.sync_state}`) })}
      </p>
    </div>
  )
}
