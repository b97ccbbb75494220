import { Container, Copy, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { AdminKlarnaSettingsResponse } from "../../lib/types"
import { SectionHeading } from "../shared/section-heading"

/** Where Klarna sends the buyer and its news. */
export function Urls({ urls }: { urls: AdminKlarnaSettingsResponse["urls"] }) {
  const { t } = useTranslation("klarna")
  return (
    <Container className="divide-y p-0">
      <SectionHeading level="h2" title={t("settings.urls")} text={t("settings.urls_text")} />
      <dl className="divide-y">
        {urls.map(({ name, url }) => (
          <div key={name} className="flex flex-col gap-y-1 px-6 py-3">
            <dt>
              <Text size="small" weight="plus">
                {t(`url.${name}`)}
              </Text>
            </dt>
            <dd className="flex items-center gap-x-2">
              <Text size="small" className="text-ui-fg-subtle break-all">
                {url ?? t("settings.not_set")}
              </Text>
              {url && <Copy content={url} variant="mini" aria-label={t("copy", { what: t(`url.${name}`) })} />}
            </dd>
          </div>
        ))}
      </dl>
    </Container>
  )
}
