import { EllipsisHorizontal } from "@medusajs/icons"
import { DropdownMenu, IconButton } from "@medusajs/ui"
import { Fragment, useRef } from "react"
import { useTranslation } from "react-i18next"
import { useOrderWindow } from "../../lib/order-context"
import type { KlarnaAction } from "../../lib/types"
import { ActionItem } from "./action-item"

const GROUPS: (KlarnaAction | "compare")[][] = [
  ["compare", "refresh", "sync"],
  ["update_amount", "resend_address", "extend", "capture_remaining"],
  ["disconnect", "reconnect"],
  ["release", "cancel"],
]

/** The rarer actions. What is chosen is begun when the menu has closed, so that dialogs give the focus back to its button. */
export function ActionsMenu() {
  const { t } = useTranslation("klarna")
  const { act, compare, answer } = useOrderWindow()
  const chosen = useRef<() => void>()
  const begin = (action: KlarnaAction | "compare") => () => {
    if (action === "compare" || action === "reconnect") return compare(action)
    void act({ action })
  }
  const onClosed = () => {
    const next = chosen.current
    chosen.current = undefined
    if (next) setTimeout(next)
  }
  const isShown = (action: KlarnaAction | "compare") =>
    action !== (answer.klarna_order.sync_state === "off" ? "disconnect" : "reconnect")
  return (
    <DropdownMenu>
      <DropdownMenu.Trigger asChild>
        <IconButton size="small" variant="transparent" aria-label={t("menu.open")}>
          <EllipsisHorizontal />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="end" className="w-[300px] overflow-y-auto" onCloseAutoFocus={onClosed}>
        {GROUPS.map((group, index) => (
          <Fragment key={group.join()}>
            {index > 0 && <DropdownMenu.Separator />}
            {group.filter(isShown).map((action) => (
              <ActionItem key={action} action={action} choose={() => (chosen.current = begin(action))} />
            ))}
          </Fragment>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu>
  )
}
