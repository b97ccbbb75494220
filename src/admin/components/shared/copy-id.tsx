import { Copy, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"

/** An id that somebody may have to tell Klarna, with a button that copies it. */
export function CopyId({ label, id }: { label: string; id: string }) {
  const { t } = useTranslation("klarna")
  return (
    <Text size="xsmall" as="div" className="text-ui-fg-subtle flex min-w-0 items-center gap-x-1">
      <span className="whitespace-nowrap">{label}</span>
      <span className="truncate font-mono" title={id}>
        {id}
      </span>
      <Copy content={id} variant="mini" aria-label={t("copy", { what: label })} className="shrink-0" />
    </Text>
  )
}
