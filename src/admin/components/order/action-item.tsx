import { clx, DropdownMenu, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useOrderWindow } from "../../lib/order-context"
import type { KlarnaAction } from "../../lib/types"

interface Props {
  action: KlarnaAction | "compare"
  choose: () => void
}

const DANGEROUS = ["cancel", "release"]

/** An action that cannot work stays in reach of keyboard and screen reader, and says why. */
export function ActionItem({ action, choose }: Props) {
  const { t } = useTranslation("klarna")
  const { answer, acting } = useOrderWindow()
  const obstacle = action === "compare" ? null : answer.actions[action]
  const isOff = Boolean(obstacle) || Boolean(acting)
  const onSelect = (event: Event) => (isOff ? event.preventDefault() : choose())
  return (
    <DropdownMenu.Item aria-disabled={isOff} onSelect={onSelect} className="flex-col items-start gap-y-0.5">
      <span
        className={clx({
          "text-ui-fg-muted": isOff,
          "text-ui-fg-error": !isOff && DANGEROUS.includes(action),
        })}
      >
        {t(`action.${action}`)}
      </span>
      {obstacle && (
        <Text size="xsmall" as="span" className="text-ui-fg-subtle whitespace-normal">
          {t(`obstacle.${obstacle}`)}
        </Text>
      )}
    </DropdownMenu.Item>
  )
}
