import { Badge, Heading, InlineTip, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { AdminKlarnaAccount } from "../../lib/types"
import { useFormat } from "../../lib/use-format"
import { EnvironmentBadge } from "../shared/badges"
import { ConnectionTest } from "./connection-test"

export function Accounts({ accounts }: { accounts: AdminKlarnaAccount[] }) {
  const { t } = useTranslation("klarna")
  return (
    <>
      <div className="px-6 py-4">
        <Heading level="h2">{t("settings.accounts")}</Heading>
      </div>
      {accounts.map((account) => (
        <Account key={account.id} account={account} />
      ))}
    </>
  )
}

/** One account: where it sells, whose it is, and whether Klarna takes its credentials. */
function Account({ account }: { account: AdminKlarnaAccount }) {
  const { t } = useTranslation("klarna")
  const format = useFormat()
  const { id, environment, region, base_url, is_simulator, username_hint, countries, retired } = account
  const facts: [label: string, value: string][] = [
    [t("settings.region"), t(`region.${region}`, { defaultValue: region })],
    [t("settings.username"), username_hint],
    [t("settings.sells_in"), whereItSells()],
    [t("settings.base_url"), base_url],
  ]
  return (
    <section aria-label={id} className="flex flex-col gap-y-3 px-6 py-4">
      <div className="flex flex-wrap items-center gap-2">
        <Heading level="h3">{id}</Heading>
        {environment === "live" ? (
          <Badge size="2xsmall" color="green">
            {t("environment.live")}
          </Badge>
        ) : (
          <EnvironmentBadge environment={environment} />
        )}
        {retired && <Badge size="2xsmall">{t("settings.retired")}</Badge>}
      </div>
      <dl className="grid grid-cols-1 gap-x-6 gap-y-2 md:grid-cols-2">
        {facts.map(([label, value]) => (
          <div key={label} className="flex flex-col">
            <dt>
              <Text size="xsmall" className="text-ui-fg-subtle">
                {label}
              </Text>
            </dt>
            <dd>
              <Text size="small" className="break-all">
                {value}
              </Text>
            </dd>
          </div>
        ))}
      </dl>
      {is_simulator && (
        <InlineTip label={t("settings.simulator")} variant="info">
          {t("settings.simulator_text")}
        </InlineTip>
      )}
      <ConnectionTest account={account} />
    </section>
  )

  function whereItSells(): string {
    if (retired) return t("settings.sells_nowhere")
    return countries ? format.list(countries.map(format.country)) : t("settings.sells_the_rest")
  }
}
