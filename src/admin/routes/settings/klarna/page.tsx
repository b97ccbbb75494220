import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Klarna } from "@medusajs/icons"
import { Container, Skeleton } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { Accounts } from "../../../components/settings/accounts"
import { Backfill } from "../../../components/settings/backfill"
import { Countries } from "../../../components/settings/countries"
import { Options } from "../../../components/settings/options"
import { Urls } from "../../../components/settings/urls"
import { Trouble } from "../../../components/shared/trouble"
import { useKlarnaSettings } from "../../../lib/use-summary"
import { SectionHeading } from "../../../components/shared/section-heading"

/** How the plugin is set up. It is set in the store's configuration: here it can be looked at and tested. */
const KlarnaSettingsPage = () => {
  const { t } = useTranslation("klarna")
  const { data, error, refetch, isFetching } = useKlarnaSettings()
  return (
    <div className="flex flex-col gap-y-3">
      <Container className="divide-y p-0">
        <SectionHeading level="h1" title={t("settings.title")} text={t("settings.text")} />
        {error && <Trouble error={error} retry={() => void refetch()} isRetrying={isFetching} />}
        {!data && !error && (
          <div className="px-6 py-4">
            <Skeleton className="h-24 w-full" />
          </div>
        )}
        {data && <Accounts accounts={data.accounts} />}
      </Container>
      {data && (
        <>
          <Options options={data.options} />
          <Urls urls={data.urls} />
          <Countries countries={data.countries} hasSeveralAccounts={data.accounts.length > 1} />
          <Backfill />
        </>
      )}
    </div>
  )
}

export const config = defineRouteConfig({ label: "title", translationNs: "klarna", icon: Klarna })

export const handle = { breadcrumb: () => "Klarna" }

export default KlarnaSettingsPage
