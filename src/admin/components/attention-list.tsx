import { Alert, Copy, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { Attention } from "../lib/klarna-order"

/** What a person has to look at, in our sentence and in Klarna's own words. */
export function AttentionList({ attention }: { attention: Attention[] }) {
  const { t } = useTranslation("klarna")
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4">
      {attention.map(({ code, message, klarna }) => (
        <Alert key={code} variant="warning">
          <div className="flex flex-col gap-y-1">
            <Text size="small">{message}</Text>
            {klarna && (
              <Text size="small" className="text-ui-fg-subtle">
                {[klarna.code, ...klarna.messages].join(": ")}
              </Text>
            )}
            {klarna?.correlation_id && (
              <Text size="xsmall" className="text-ui-fg-muted flex items-center gap-x-1">
                {t("correlationId")} <span className="truncate">{klarna.correlation_id}</span>
                <Copy content={klarna.correlation_id} />
              </Text>
            )}
          </div>
        </Alert>
      ))}
    </div>
  )
}
