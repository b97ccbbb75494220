import { Button, Heading, Text } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useOrderWindow } from "../../lib/order-context"
import { TimelineEntry } from "./timeline-entry"

const AT_FIRST = 4
const MORE = 20

/** What was asked of Klarna and what it said, the latest first. */
export function Timeline() {
  const { t } = useTranslation("klarna")
  const { operations } = useOrderWindow().answer
  const [shown, setShown] = useState(AT_FIRST)
  const left = operations.length - shown
  return (
    <div className="flex flex-col gap-y-3 px-6 py-4">
      <Heading level="h3">{t("timeline.heading")}</Heading>
      {operations.length === 0 && (
        <Text size="small" className="text-ui-fg-subtle">
          {t("timeline.empty")}
        </Text>
      )}
      <ol className="flex flex-col gap-y-3">
        {operations.slice(0, shown).map((operation) => (
          <TimelineEntry key={operation.id} operation={operation} />
        ))}
      </ol>
      {left > 0 && (
        <Button size="small" variant="transparent" className="self-start" onClick={() => setShown(shown + MORE)}>
          {t("timeline.more", { count: left })}
        </Button>
      )}
    </div>
  )
}
