import { Button, Drawer } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useOrderWindow } from "../../lib/order-context"
import type { Difference } from "../../lib/use-difference"
import { Failure } from "./failure"

interface Props {
  difference: Difference
  lookAgain: () => void
  isLooking: boolean
}

/** Sends what was looked at; if it has changed meanwhile, shows it as it is now instead. */
export function CompareActions({ difference, lookAgain, isLooking }: Props) {
  const { t } = useTranslation("klarna")
  const { act, acting, answer, compare, comparing } = useOrderWindow()
  const isReconnecting = comparing === "reconnect"
  const hasWrites = difference.writes.length > 0
  const canSend = isReconnecting || (hasWrites && !answer.actions.sync)
  const send = async () => {
    const request = isReconnecting
      ? ({ action: "reconnect", body: { confirm: difference.fingerprint } } as const)
      : ({ action: "sync" } as const)
    if (await act(request)) compare(undefined)
    else lookAgain()
  }
  const reconnect = t(hasWrites ? "compare.reconnect_and_send" : "action.reconnect")
  return (
    <>
      <div className="px-6 empty:hidden">
        <Failure />
      </div>
      <Drawer.Footer>
        <Button size="small" variant="secondary" onClick={lookAgain} isLoading={isLooking}>
          {t("compare.again")}
        </Button>
        {canSend && (
          <Button size="small" onClick={send} disabled={isLooking} isLoading={Boolean(acting)}>
            {isReconnecting ? reconnect : t("to_send.send")}
          </Button>
        )}
      </Drawer.Footer>
    </>
  )
}
