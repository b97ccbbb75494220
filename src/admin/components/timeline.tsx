import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { Operation } from "../lib/klarna-order"

const SHOWN = 6

/** What was asked of Klarna and what it said, the latest first. */
export function Timeline({ operations }: { operations: Operation[] }) {
  const { t, i18n } = useTranslation("klarna")
  const time = new Intl.DateTimeFormat(i18n.language, { dateStyle: "short", timeStyle: "short" })
  return (
    <div className="px-6 py-4">
      <Text size="small" weight="plus" className="mb-2">
        {t("timeline")}
      </Text>
      <ul className="flex flex-col gap-y-1">
        {operations.slice(0, SHOWN).map(({ id, kind, outcome, error_code, created_at }) => (
          <li key={id} className="text-ui-fg-subtle flex justify-between gap-x-4">
            <Text size="xsmall">
              {t(`kind.${kind}`)} – {t(`outcome.${outcome ?? "open"}`)}
              {error_code && ` (${error_code})`}
            </Text>
            <Text size="xsmall" className="text-ui-fg-muted whitespace-nowrap">
              {time.format(new Date(created_at))}
            </Text>
          </li>
        ))}
      </ul>
    </div>
  )
}
