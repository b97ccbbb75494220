import { XMark } from "@medusajs/icons"
import { Drawer, Heading, IconButton, Skeleton, Text } from "@medusajs/ui"
import { type MutableRefObject, useRef } from "react"
import { useTranslation } from "react-i18next"
import { focusAgain, focused } from "../../lib/focus"
import { useOrderWindow } from "../../lib/order-context"
import { useDifference } from "../../lib/use-difference"
import { Trouble } from "../shared/trouble"
import { CompareActions } from "./compare-actions"
import { DifferenceView } from "./difference-view"

/** The order in Medusa and at Klarna, side by side; before it is connected again, what that would send. */
export function CompareDrawer() {
  const { comparing, compare } = useOrderWindow()
  const from = useRef<HTMLElement | null>(null)
  return (
    <Drawer open={Boolean(comparing)} onOpenChange={(isOpen) => !isOpen && compare(undefined)}>
      <Content from={from} />
    </Drawer>
  )
}

/** Medusa's own drawer header has a close button without a name: this one has one. */
function Content({ from }: { from: MutableRefObject<HTMLElement | null> }) {
  const { t } = useTranslation("klarna")
  const { comparing } = useOrderWindow()
  const isReconnecting = comparing === "reconnect"
  const takeFocusBack = (event: Event) => {
    event.preventDefault()
    focusAgain(from.current, undefined)
  }
  return (
    <Drawer.Content onOpenAutoFocus={() => (from.current = focused())} onCloseAutoFocus={takeFocusBack}>
      <div className="border-ui-border-base flex items-start justify-between gap-x-4 border-b px-6 py-4">
        <div className="flex flex-col gap-y-1">
          <Drawer.Title asChild>
            <Heading level="h2">{t(isReconnecting ? "compare.reconnect_title" : "compare.title")}</Heading>
          </Drawer.Title>
          <Drawer.Description className="text-ui-fg-subtle">
            {t(isReconnecting ? "compare.reconnect_text" : "compare.text")}
          </Drawer.Description>
        </div>
        <Drawer.Close asChild>
          <IconButton size="small" variant="transparent" aria-label={t("compare.close")}>
            <XMark />
          </IconButton>
        </Drawer.Close>
      </div>
      <Comparison />
    </Drawer.Content>
  )
}

function Comparison() {
  const { t } = useTranslation("klarna")
  const { orderId, comparing } = useOrderWindow()
  const { data, error, refetch, isFetching } = useDifference(orderId, Boolean(comparing))
  if (error) return <Trouble error={error} retry={() => void refetch()} isRetrying={isFetching} />
  if (!data) {
    return (
      <div role="status" className="flex flex-col gap-y-3 px-6 py-4">
        <Text size="small" className="text-ui-fg-subtle">
          {t("compare.asking")}
        </Text>
        <Skeleton className="h-8 w-full" />
        <Skeleton className="h-40 w-full" />
      </div>
    )
  }
  return (
    <>
      <Drawer.Body
        className="flex flex-col gap-y-6 overflow-y-auto"
        tabIndex={0}
        aria-label={t("compare.title")}
        role="region"
      >
        <DifferenceView difference={data} />
      </Drawer.Body>
      <CompareActions difference={data} lookAgain={() => void refetch()} isLooking={isFetching} />
    </>
  )
}
